using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Reminds people of their open tasks: previews the recipients, and sends at most once a day.
/// </summary>
internal sealed class NudgeDialog(
    CohortChoice choice, CohortRepository cohorts, AuditRepository audit, IOutbox outbox, IClock clock) : IDialog
{
    private const int MostNames = 10;

    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.Nudge), CommandTexts.NudgeDoes, NudgeAsync) { Topic = HelpTopic.Follow, IsForLeads = true }
    ];

    public IEnumerable<Verb> Verbs => [new(NudgeCard.NudgeVerb, (turn, ct) => NudgeAsync(turn, string.Empty, ct))];

    private async Task<Reply> NudgeAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, cohort, reply) = await choice.FindAsync(
            turn, name, NudgeCard.NudgeVerb, MayNudge, (access, id) => access.MayRun(id), ct);
        if (mine is null)
        {
            return reply!;
        }

        if (cohort is null && CohortPicker.Read(turn.Action) is not null)
        {
            // The cohort of an older card is gone or another manager's: not everybody instead.
            return Answer(turn, MessageCard.Refusal(ManagerTexts.NothingWasSent, ManagerTexts.ThatCohortIsNotPartOf));
        }

        var person = ActionTarget.Parse(turn.Action)?.Person;
        var among = mine.Rollout.Definition.Cohorts.Where(each => cohort is null ? mine.MayRun(each.Id) : each == cohort);
        var found = (await Task.WhenAll(among.Select(each => BehindAsync(mine.Rollout, each, person, ct)))).ToList();
        var behind = found.SelectMany(each => each.Behind).ToList();
        if (behind.Count == 0)
        {
            return Answer(turn, MessageCard.Information(
                ManagerTexts.NobodyToRemind,
                found.Sum(each => each.WithoutChecklist) is > 0 and var waiting
                    ? ManagerTexts.NobodyWithTheChecklistHasOpenTasks.With(waiting)
                    : ManagerTexts.NobodyHasOpenTasks));
        }

        if (!turn.Action.IsConfirmed())
        {
            return Answer(turn, NudgeCard.Draw(new NudgeModel(
                mine.Rollout.Id,
                cohort,
                mine.Rollout.Definition,
                [.. behind.Take(MostNames).Select(each => each.Name)],
                behind.Count,
                person is null ? found.Sum(each => each.WithoutChecklist) : 0)
            { Person = person }));
        }

        var reminded = (await Task.WhenAll(
            found.Select(each => outbox.NotifyEachAsync(mine.Rollout, [.. each.Behind.Select(behind => behind.Notice)], ct)))).Sum();
        if (reminded == 0)
        {
            return Reply.With(MessageCard.Information(ManagerTexts.RemindedTodayAlready, ManagerTexts.RemindThemAgainTomorrow));
        }

        await audit.AddAsync(
            mine.Rollout.Id,
            AuditEntry.Of(AuditAction.Nudged, turn.Caller.Person.Id, clock.GetCurrentInstant()) with
            {
                Cohort = cohort?.Id,
                Subjects = person is { } one ? [one] : [],
            },
            ct);
        return Reply.With(MessageCard.Done(ManagerTexts.PeopleGetAReminder.With(reminded), ManagerTexts.WithTheirOpenTasksRightAway));
    }

    private async Task<(IReadOnlyList<(DeliveryKey Notice, string Name)> Behind, int WithoutChecklist)> BehindAsync(
        StoredRollout rollout, Cohort cohort, PersonId? only, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohort.Id);
        var day = Dates.Iso(clock.GetCurrentInstant().InZone(cohort.Zone).Date);
        var behind = new List<(DeliveryKey, string)>();
        var without = 0;
        await foreach (var participant in People(key, only, ct))
        {
            if (!participant.IsPresent)
            {
                continue;
            }

            if (participant.HasOpenTasks(rollout.Definition))
            {
                behind.Add((new DeliveryKey(key, participant.Person.Id, Notices.Nudge, day), participant.Person.Name));
            }
            else if (participant.History.SentAt(Domain.Timeline.TouchpointKind.Checklist) is null)
            {
                without++;
            }
        }

        return (behind, without);
    }

    private async IAsyncEnumerable<Participant> People(
        CohortKey key, PersonId? only, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        if (only is { } person)
        {
            if (await cohorts.FindParticipantAsync(key, person, ct) is { } one)
            {
                yield return one;
            }

            yield break;
        }

        await foreach (var participant in cohorts.ListParticipantsAsync(key, ct: ct))
        {
            yield return participant;
        }
    }

    // When a button asked for it, the reply goes below the card, which stays.
    private static Reply Answer(Turn turn, AdaptiveCards.AdaptiveCard card) => turn.Action is null ? Reply.With(card) : Reply.Below(card);

    private static bool MayNudge(Access access) =>
        access.Rollout.Rollout.IsActive && (access.IsOwner || access.LeadsAny);
}
