using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Subcontractors, who are outside the company's tenant and onboarded by hand: listing, adding,
/// changing their status and writing to them.
/// </summary>
internal sealed class SubcontractorsDialog(
    RolloutChoice choice,
    SubcontractorRepository subcontractors,
    SubcontractorReminders reminders,
    SubcontractorMail mail,
    IClock clock
) : IDialog
{
    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.Subcontractors), CommandTexts.SubcontractorsDoes, ListAsync)
        { Topic = HelpTopic.Follow, IsForLeads = true },
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(SubcontractorCards.ListVerb, (turn, ct) => ListAsync(turn, string.Empty, ct)),
        new(SubcontractorCards.ShowVerb, ShowAsync),
        new(SubcontractorCards.FormVerb, FormAsync),
        new(SubcontractorCards.AddVerb, AddAsync),
        new(SubcontractorCards.SetVerb, SetAsync),
        new(SubcontractorCards.MailVerb, MailAsync),
    ];

    private async Task<Reply> ListAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, lane, reply) = await FindAsync(turn, name, ct);
        return mine is null ? reply! : await ShowListAsync(turn, mine, lane!, ct);
    }

    private async Task<Reply> ShowListAsync(Turn turn, Access mine, SubcontractorLane lane, CancellationToken ct)
    {
        var all = await subcontractors.ListAsync(mine.Rollout.Id, ct);
        return Reply.With(
            SubcontractorCards.DrawList(
                Model(turn, mine, lane, [.. all.Where(each => MaySee(turn, mine, each))]),
                Pages.Of(turn.Action)
            )
        );
    }

    private async Task<Reply> ShowAsync(Turn turn, CancellationToken ct)
    {
        var (mine, lane, chosen, reply) = await FindOneAsync(turn, MaySee, ct);
        return chosen is null ? reply! : Reply.With(SubcontractorCards.DrawOne(Model(turn, mine!, lane!, [chosen]), chosen, null));
    }

    private async Task<Reply> FormAsync(Turn turn, CancellationToken ct)
    {
        var (mine, _, reply) = await FindAsync(turn, string.Empty, ct);
        return mine is null ? reply! : Reply.With(SubcontractorCards.DrawForm(mine.Rollout, string.Empty, []));
    }

    private async Task<Reply> AddAsync(Turn turn, CancellationToken ct)
    {
        var (mine, lane, reply) = await FindAsync(turn, string.Empty, ct);
        if (mine is null)
        {
            return reply!;
        }

        var typed = turn.Action?.GetString(SubcontractorCards.Lines) ?? string.Empty;
        var by = Owners(mine.Rollout).FirstOrDefault(person => turn.Caller.Ids.Contains(person.Id)) ?? turn.Caller.Person;
        var (read, remarks) = SubcontractorLines.Read(typed, by, [.. Owners(mine.Rollout)]);
        List<string> problems = [.. remarks.Problems];
        if (read.Count == 0 && problems.Count == 0)
        {
            problems.Add(ManagerTexts.WriteALineForEachCompany);
        }

        if (
            problems.Count == 0
            && (await subcontractors.ListAsync(mine.Rollout.Id, ct)).Select(each => each.Id).Union(read.Select(each => each.Id)).Count()
                > Limits.Subcontractors
        )
        {
            problems.Add(ManagerTexts.ARolloutHasAtMostSubcontractors.With(Limits.Subcontractors));
        }

        if (problems.Count > 0)
        {
            return Reply.With(
                SubcontractorCards.DrawForm(mine.Rollout, Wording.Shorten(typed, SubcontractorCards.MostCharacters), problems)
            );
        }

        await subcontractors.AddAsync(mine.Rollout.Id, [.. read.DistinctBy(each => each.Id)], ct);
        return await ShowListAsync(turn, mine, lane!, ct);
    }

    private async Task<Reply> SetAsync(Turn turn, CancellationToken ct)
    {
        var (mine, lane, chosen, reply) = await FindOneAsync(turn, MayMove, ct);
        if (chosen is null)
        {
            return reply!;
        }

        var (isAgain, isOnList) = SubcontractorAction.Parse(turn.Action) is { } press ? (press.IsInvitedAgain, press.IsOnList) : default;
        var typed = turn.Action?.GetString(SubcontractorCards.Status);
        var status =
            isAgain ? SubcontractorStatus.Invited
            : Enum.TryParse<SubcontractorStatus>(typed, out var wanted) && Enum.IsDefined(wanted) ? wanted
            : chosen.Status;
        var today = Today(mine!.Rollout);
        var after =
            await subcontractors.ChangeAsync(
                mine.Rollout.Id,
                chosen.Id,
                before => before.Status == status && !isAgain ? before : before.MoveTo(status, today),
                ct
            ) ?? chosen;
        await reminders.PlanAsync(mine.Rollout, after, ct);
        return isOnList
            ? await ShowListAsync(turn, mine, lane!, ct)
            : Reply.With(SubcontractorCards.DrawOne(Model(turn, mine, lane!, [after]), after, null));
    }

    private async Task<Reply> MailAsync(Turn turn, CancellationToken ct)
    {
        var (mine, lane, chosen, reply) = await FindOneAsync(turn, MayMove, ct);
        if (chosen is null)
        {
            return reply!;
        }

        if (chosen.Email.Length == 0)
        {
            return Reply.With(SubcontractorCards.DrawOne(Model(turn, mine!, lane!, [chosen]), chosen,
                ManagerTexts.ThereIsNoAddressToWrite));
        }

        var email = SubcontractorEmail.Write(lane!, chosen);
        if (!turn.Action.IsConfirmed())
        {
            return Reply.With(
                SubcontractorCards.DrawMail(mine!.Rollout, chosen, email, await mail.BarredAsync(mine.Rollout, chosen.Email, ct))
            );
        }

        return await mail.SendAsync(mine!.Rollout, chosen, email, ct) is { } problem
            ? Reply.With(SubcontractorCards.DrawMail(mine.Rollout, chosen, email, problem))
            : Reply.With(SubcontractorCards.DrawOne(Model(turn, mine, lane!, [chosen]), chosen,
                ManagerTexts.TheEMailToIsSent.With(chosen.Email)));
    }

    private async Task<(Access? Mine, SubcontractorLane? Lane, Reply? Reply)> FindAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, name, SubcontractorCards.ListVerb, MayLook, ct);
        return mine switch
        {
            null => (null, null, reply),
            { Rollout.Definition.Playbook.Subcontractors: { } lane } => (mine, lane, null),
            _ => (
                null,
                null,
                Reply.With(
                    MessageCard.Information(
                        ManagerTexts.NoSubcontractors,
                        ManagerTexts.ThePlaybookOfBringsInNobody.With(mine.Rollout.Definition.Name)
                    )
                )
            ),
        };
    }

    private async Task<(Access? Mine, SubcontractorLane? Lane, Subcontractor? Chosen, Reply? Reply)> FindOneAsync(
        Turn turn, Func<Turn, Access, Subcontractor, bool> may, CancellationToken ct)
    {
        var (mine, lane, reply) = await FindAsync(turn, string.Empty, ct);
        if (mine is null)
        {
            return (null, null, null, reply);
        }

        return
            SubcontractorAction.Parse(turn.Action)?.Id is { } id
            && await subcontractors.FindAsync(mine.Rollout.Id, id, ct) is { } chosen
            && may(turn, mine, chosen)
            ? (mine, lane, chosen, null)
            : (
                mine,
                lane,
                null,
                Reply.With(MessageCard.Refusal(ManagerTexts.NotYoursToChange, ManagerTexts.TheSubcontractorIsGoneOrSomebody))
            );
    }

    private SubcontractorsModel Model(Turn turn, Access mine, SubcontractorLane lane, IReadOnlyList<Subcontractor> shown) =>
        new(mine.Rollout, lane, shown, Today(mine.Rollout)) { MayMove = each => MayMove(turn, mine, each) };

    private LocalDate Today(StoredRollout rollout) => clock.GetCurrentInstant().InZone(rollout.Definition.Zone).Date;

    // People who can be put in charge of a subcontractor: those who see the rollout anyway.
    private static IEnumerable<Person> Owners(StoredRollout rollout) =>
        People.Once(
            rollout
                .Definition.Committee.Prepend(rollout.Rollout.Owner)
                .Concat(rollout.Definition.Cohorts.Select(cohort => cohort.ImplementationManager).OfType<Person>()),
            person => person
        );

    private static bool MayLook(Access access) =>
        access.Rollout.Rollout.IsOpen && (access.MaySee || access.LeadsAny);

    private static bool MaySee(Turn turn, Access mine, Subcontractor each) => mine.MaySee || turn.Caller.Ids.Contains(each.Owner.Id);

    private static bool MayMove(Turn turn, Access mine, Subcontractor each) => mine.IsOwner || turn.Caller.Ids.Contains(each.Owner.Id);
}
