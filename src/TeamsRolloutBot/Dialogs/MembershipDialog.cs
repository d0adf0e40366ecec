using System.Text.Json.Nodes;
using AdaptiveCards;
using NodaTime;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs;

/// <summary>People and cohorts that join a launched rollout.</summary>
internal sealed class MembershipDialog(
    RolloutChoice choice, StartPolicy policy, Lifecycle lifecycle, Membership membership, CohortRepository cohorts,
    PeopleDirectory directory, DirectoryLookup lookup, ReturnedInput returned, JobTitles titles,
    AttachedLists attached, IClock clock) : IDialog
{
    private const string AddPeopleVerb = "people.add";
    private const string AddCohortVerb = "cohort.add";
    private static readonly CohortsStep Form = new();

    public IEnumerable<Command> Commands =>
    [
        new(["add people", "add person", "add members"], "Adds people to a launched rollout", (turn, name, ct) =>
            PeopleFormAsync(turn, name, ct)) { Topic = HelpTopic.Change },
        new(["add cohort"], "Adds a cohort to a launched rollout", (turn, name, ct) =>
            CohortFormAsync(turn, name, ct)) { Topic = HelpTopic.Change },
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(AddPeopleVerb, AddPeopleAsync),
        new(AddCohortVerb, AddCohortAsync),
    ];

    /// <summary>
    /// A list that was sent as a file is people to add, where the sender has a rollout that runs.
    /// </summary>
    public async Task<Reply?> ContinueAsync(Turn turn, CancellationToken ct)
    {
        if (turn.FileName is not { } name || policy.Refuse(turn.Caller) is not null
            || await choice.FindAsync(turn, string.Empty, AddPeopleVerb, IsOwnedAndOpen, ct) is not { Access: { } mine })
        {
            return null;
        }

        var people = PeopleTable.Read(
            turn.Text, MemberList.WordsOf(mine.Rollout.Definition.Playbook)).Rows.Count(row => row.Address is not null);
        if (people == 0)
        {
            return null;
        }

        await attached.KeepAsync(mine.Rollout.Id, new AttachedList(name, people, turn.Text), ct);
        return await PeopleFormAsync(await ViewAsync(turn, mine.Rollout, ct), null, null, ct);
    }

    private async Task<Reply> PeopleFormAsync(Turn turn, string name, CancellationToken ct)
    {
        if (policy.Refuse(turn.Caller) is { } barred)
        {
            return Reply.With(MessageCard.Refusal("Nobody was added", barred.Reason));
        }

        var (mine, reply) = await choice.FindAsync(turn, name, AddPeopleVerb, IsOwnedAndOpen, ct);
        return mine is null ? reply! : await PeopleFormAsync(await ViewAsync(turn, mine.Rollout, ct), null, null, ct);
    }

    private async Task<Reply> AddPeopleAsync(Turn turn, CancellationToken ct)
    {
        if (policy.Refuse(turn.Caller) is { } barred)
        {
            return Reply.With(MessageCard.Refusal("Nobody was added", barred.Reason));
        }

        var (mine, reply) = await choice.FindAsync(turn, string.Empty, AddPeopleVerb, IsOwnedAndOpen, ct);
        if (mine is null)
        {
            return reply!;
        }

        var input = StepInput.FromData(turn.Action!.Data);
        var view = (await ViewAsync(turn, mine.Rollout, ct)) with { Typed = input, HandedOut = HandedOut.Missing(turn.Action, input) };
        if (CohortId.Parse(turn.Action?.GetString("cohort")) is not { } id || mine.Rollout.Definition.FindCohort(id) is not { } cohort)
        {
            var picked = CohortPicker.Read(field => turn.Action?.GetString(field)) is { } chosen
                ? mine.Rollout.Definition.FindCohort(chosen)
                : null;
            return await PeopleFormAsync(
                view, picked,
                input.Text(CohortFields.Members).Length > 0 || input.IsTrue(AttachedLists.Field) ? "Choose the cohort they join." : null,
                ct);
        }

        var whole = await attached.WithListAsync(mine.Rollout.Id, input, ct);
        view = await lookup.FindAsync(view, whole, Form.MemberLists, ct);
        if (view.Directory.Errors.Count > 0)
        {
            return await PeopleFormAsync(view with { Errors = view.Directory.Errors }, cohort, null, ct);
        }

        var reading = MemberList.Read(whole.Raw(CohortFields.Members), mine.Rollout.Definition.Playbook, view.Roster, view.Directory);
        var (listed, badRows) = reading;
        IReadOnlyList<Member> members = [.. People.Once(listed.Concat(view.Directory.GroupMembers), member => member.Person)];
        if (members.Count == 0 && badRows.Count == 0)
        {
            return await PeopleFormAsync(view, cohort, "Type at least one e-mail address.", ct);
        }

        var present = (await cohorts.GetCountsAsync(new CohortKey(mine.Rollout.Id, id), ct)).Members;
        if (present + members.Count > Limits.MembersPerCohort)
        {
            return await PeopleFormAsync(view, cohort, $"A cohort holds at most {Limits.MembersPerCohort:N0} people.", ct);
        }

        var added = await membership.AddAsync(mine.Rollout, id, members, turn.Caller.Person.Id, ct);
        await attached.RemoveAsync(mine.Rollout.Id, input, ct);
        var asked = reading.UnknownTitles.Count == 0
            ? []
            : JobTitleDialog.Ask(await titles.AskAsync(mine.Rollout, reading.UnknownTitles, ct));
        if (badRows.Count > 0)
        {
            var outcome = new StepOutcome { NewMembers = members, BadRows = badRows, Columns = reading.Columns };
            return await PeopleFormAsync(
                view with { Typed = null, HandedOut = [], BadRows = badRows, Notice = DraftCards.BadRowsNotice(outcome) }, cohort, null,
                ct) with
            { More = asked };
        }

        return Reply.With(MessageCard.Done(
            $"{Wording.Count(added, "person joins", "people join")} {cohort.Name}",
            (added < members.Count
                ? $"{members.Count - added} were there already; their role and time zone were updated. Newcomers are caught up at their "
                      + $"next send time. {reading.Columns}"
                : $"They are caught up at their next send time, and then follow the cohort. {reading.Columns}").TrimEnd(),
            Actions.Execute("People", "people.list", Data(mine.Rollout).With("cohort", id.Value)))) with
        { More = asked };
    }

    private async Task<Reply> CohortFormAsync(Turn turn, string name, CancellationToken ct)
    {
        if (policy.Refuse(turn.Caller) is { } barred)
        {
            return Reply.With(MessageCard.Refusal("Not added", barred.Reason));
        }

        var (mine, reply) = await choice.FindAsync(turn, name, AddCohortVerb, IsOwnedAndOpen, ct);
        return mine is null ? reply! : Reply.With(CohortForm(await ViewAsync(turn, mine.Rollout, ct)));
    }

    private async Task<Reply> AddCohortAsync(Turn turn, CancellationToken ct)
    {
        if (policy.Refuse(turn.Caller) is { } barred)
        {
            return Reply.With(MessageCard.Refusal("Not added", barred.Reason));
        }

        var (mine, reply) = await choice.FindAsync(turn, string.Empty, AddCohortVerb, IsOwnedAndOpen, ct);
        if (mine is null)
        {
            return reply!;
        }

        var input = StepInput.FromData(turn.Action!.Data);
        var view = await ViewAsync(turn, mine.Rollout, ct);
        if (!input.Has("cohortName"))
        {
            return Reply.With(CohortForm(view));
        }

        if (HandedOut.Missing(turn.Action, input) is { Count: > 0 } missing)
        {
            view = view with { Typed = input, HandedOut = missing, Errors = HandedOut.Refuse(missing, "Status") };
            return Reply.With(await returned.DrawAsync(view, CohortForm, ct));
        }

        view = await lookup.FindAsync(view, input, Form.MemberLists, ct);
        var outcome = Form.Submit(view, input, CohortsStep.AddButton);
        if (outcome is not { Definition: { } definition, Cohort: { } id } || definition.FindCohort(id) is not { } cohort)
        {
            return Reply.With(await returned.DrawAsync(view with { Typed = input, Errors = outcome.Errors }, CohortForm, ct));
        }

        var (rollout, refusal) = await lifecycle.AddCohortAsync(mine.Rollout.Id, cohort, turn.Caller.Person.Id, ct);
        if (rollout is null || refusal is not null)
        {
            return Reply.With(MessageCard.Refusal("Not added", refusal?.Reason ?? "The rollout is gone."));
        }

        rollout = await membership.SetImplementationManagerAsync(rollout, id, null, cohort.ImplementationManager, ct);
        await membership.AddAsync(rollout, id, outcome.NewMembers, turn.Caller.Person.Id, ct);
        rollout = await AddOthersAsync(rollout, definition, outcome.Others, turn.Caller.Person.Id, ct);
        var asked = outcome.UnknownTitles.Count == 0 ? [] : JobTitleDialog.Ask(await titles.AskAsync(rollout, outcome.UnknownTitles, ct));
        var others = outcome.Others.Count == 0
            ? string.Empty
            : $" With it {Wording.Count(outcome.Others.Count, "more cohort", "more cohorts")} of the list, with "
                  + $"{Wording.Count(outcome.Others.Sum(each => each.Members.Count), "member", "members")}.";
        var done =
            $"It goes live on {Dates.Day(cohort.GoLive)} with {Wording.Count(outcome.NewMembers.Count, "member", "members")}.{others}";
        if (outcome.BadRows.Count > 0)
        {
            // The cohort is there; what is left of its list is people to add to it.
            view = view with
            {
                Draft = rollout,
                Typed = null,
                BadRows = outcome.BadRows,
                Notice = $"**{CardText.Escape(cohort.Name)} is part of the rollout.** {done} {DraftCards.BadRowsNotice(outcome)}"
            };
            return await PeopleFormAsync(view, cohort, null, ct) with { More = asked };
        }

        return Reply.With(
            MessageCard.Done(
                $"{cohort.Name} is part of the rollout",
                $"{done} {outcome.Columns}".TrimEnd(),
                Actions.Execute("Status", "status.show", Data(rollout))
            )
        ) with
        {
            More = asked,
        };
    }

    /// <summary>
    /// The further cohorts that a list names: added, or their people join the one of that name.
    /// </summary>
    private async Task<StoredRollout> AddOthersAsync(
        StoredRollout rollout, RolloutDefinition definition, IReadOnlyList<CohortPeople> others, PersonId by, CancellationToken ct)
    {
        foreach (var (id, members) in others)
        {
            if (definition.FindCohort(id) is { } cohort && rollout.Definition.FindCohort(id) is null)
            {
                rollout = (await lifecycle.AddCohortAsync(rollout.Id, cohort, by, ct)).Rollout ?? rollout;
                rollout = await membership.SetImplementationManagerAsync(rollout, id, null, cohort.ImplementationManager, ct);
            }

            await membership.AddAsync(rollout, id, members, by, ct);
        }

        return rollout;
    }

    private async Task<StepView> ViewAsync(Turn turn, StoredRollout rollout, CancellationToken ct) => new()
    {
        Draft = rollout,
        Caller = turn.Caller,
        Offered = turn.Offered,
        Now = clock.GetCurrentInstant(),
        Roster = await directory.RosterAsync(turn.Caller.Address, ct),
        Directory = DirectoryFinds.None with { IsThere = lookup.IsThere(turn.Caller.TenantId) },
    };

    private static AdaptiveCard CohortForm(StepView view) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Accent, "Add a cohort", view.Definition.Name,
            "The rollout is running: the cohort’s people are contacted as soon as something is due."),
        [
            .. view.Notice is { } notice
                ? [CardKit.Notice(AdaptiveContainerStyle.Emphasis, notice.Split(StepCard.Paragraph))]
                : Array.Empty<AdaptiveElement>(),
            .. CohortFields.Of(view with { Errors = [.. view.Errors.Take(12)] }, null),
        ],
        [
            Actions.Execute("Add cohort", AddCohortVerb, HandedOut.Remember(Data(view.Draft), view), ActionStyle.Positive),
            Actions.Execute("Status", "status.show", Data(view.Draft), associatedInputs: AdaptiveAssociatedInputs.None),
        ]);

    private async Task<Reply> PeopleFormAsync(StepView view, Cohort? cohort, string? error, CancellationToken ct)
    {
        view = view with { Attached = await attached.FindAsync(view.Draft.Id, ct) };
        return Reply.With(await returned.DrawAsync(view, shown => PeopleForm(shown, cohort, error), ct));
    }

    private static AdaptiveCard PeopleForm(StepView view, Cohort? cohort, string? error)
    {
        var rollout = view.Draft;
        List<AdaptiveElement> body = [];
        if (view.Notice is { } notice)
        {
            body.Add(CardKit.Notice(AdaptiveContainerStyle.Emphasis, notice.Split(StepCard.Paragraph)));
        }

        if (error is not null)
        {
            body.Add(CardKit.Error(error));
        }

        body.Add(Inputs.Choices(
            "cohort",
            "Cohort",
            [
                .. rollout.Definition.Cohorts.Select(
                    c => Inputs.Choice(Wording.Shorten(c.Name, rollout.Definition.Cohorts.Count > 100 ? 24 : 60), c.Id.Value))
            ],
            style: AdaptiveChoiceInputStyle.Compact,
            value: cohort?.Id.Value ?? (rollout.Definition.Cohorts is [var only] ? only.Id.Value : null)));
        body.AddRange(CohortFields.Group(view));
        body.AddRange(CohortFields.Attached(view));
        body.Add(Inputs.Text(
            CohortFields.Members,
            "Name | e-mail | role | audience | time zone; one on each line",
            isMultiline: true,
            value: view.Value(CohortFields.Members, string.Empty),
            placeholder: "Only the e-mail address is needed"));
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, "Add people", rollout.Definition.Name,
                "Who joins late is caught up at their next send time."),
            body,
            [
                Actions.Execute("Add them", AddPeopleVerb, HandedOut.Remember(Data(rollout), view), ActionStyle.Positive),
                .. view.BadRows.Count > 0
                    ? [
                          Actions.Execute(
                              CohortsStep.GoOnWithout, "people.list", Data(rollout), associatedInputs: AdaptiveAssociatedInputs.None)
                      ]
                    : Array.Empty<AdaptiveAction>(),
            ]);
    }

    private static bool IsOwnedAndOpen(Access mine) =>
        mine is { IsOwner: true, Rollout.Rollout.State: RolloutState.Running or RolloutState.Paused };

    private static JsonObject Data(StoredRollout rollout) => new() { ["rollout"] = rollout.Id.Value };
}
