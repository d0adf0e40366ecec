using NodaTime;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Reports;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Dialogs;

/// <summary>What a manager sees: progress, people, answers.</summary>
internal sealed class StatusDialog(
    RolloutChoice choice,
    CohortRepository cohorts,
    RolloutProgress progress,
    PeoplePage people,
    AnswersReader answers,
    Membership membership,
    AuditRepository audit,
    IDeliveries deliveries,
    IClock clock) : IDialog
{
    public IEnumerable<Command> Commands =>
    [
        new(["status", "progress", "my rollouts"], "Progress of your rollout, and what needs you", (turn, name, ct) => StatusAsync(turn, name, below: false, ct)) { Topic = HelpTopic.Follow },
        new(["people"], "Everybody in a rollout, with their progress", (turn, name, ct) => PeopleAsync(turn, name, ct)) { Topic = HelpTopic.Follow },
        new(["answers", "check-ins"], "What people answered to check-ins, and what stops them", AnswersAsync) { Topic = HelpTopic.Follow },
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new("status.show", (turn, ct) => StatusAsync(turn, string.Empty, turn.Action?.GetInt32("page") is null, ct)),
        new("people.list", (turn, ct) => PeopleAsync(turn, string.Empty, ct)),
        new("answers.list", (turn, ct) => AnswersAsync(turn, string.Empty, ct)),
        new("people.remove", RemoveAsync),
        new("people.nudge", NudgeAsync),
    ];

    private async Task<Reply> StatusAsync(Turn turn, string name, bool below, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, name, "status.show", a => a.MaySee && a.Rollout.Rollout.State != RolloutState.Draft, ct);
        if (mine is null)
        {
            return reply!;
        }

        var model = await progress.ReadAsync(mine.Rollout, clock.GetCurrentInstant(), ct);
        var card = StatusCard.Draw(model with { IsOwner = mine.IsOwner }, turn.Action?.GetInt32("page") ?? 0);
        return below && turn.Action?.GetString("rollout") is null && turn.Action is not null ? Reply.Below(card) : Reply.With(card);
    }

    private async Task<Reply> PeopleAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, name, "people.list", MayLook, ct);
        if (mine is null)
        {
            return reply!;
        }

        var wanted = CohortId.Parse(turn.Action?.GetString("cohort"));
        var cohort = mine.Rollout.Definition.Cohorts.FirstOrDefault(c => (wanted is null || c.Id == wanted) && mine.MaySeeCohort(c.Id));
        return cohort is null
            ? Reply.With(MessageCard.Information("No cohort to show", "There is no cohort here whose people you may see."))
            : Reply.With(PeopleCard.Draw(await people.ReadAsync(mine.Rollout, cohort.Id, PersonId.Parse(turn.Action?.GetString("after")), ct)));
    }

    private async Task<Reply> AnswersAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, name, "answers.list", MayLook, ct);
        if (mine is null)
        {
            return reply!;
        }

        var wanted = CohortId.Parse(turn.Action?.GetString("cohort"));
        var seen = CohortOrder.ByGoLive(mine.Rollout.Definition).Where(cohort => mine.MaySeeCohort(cohort.Id)).ToList();
        return seen.Find(cohort => wanted is null || cohort.Id == wanted) is not { } shown
            ? Reply.With(MessageCard.Information("No cohort to show", "There is no cohort here whose answers you may see."))
            : Reply.With(AnswersCard.Draw(mine.Rollout.Id.Value, await answers.ReadAsync(mine.Rollout, shown, ct), [.. seen.Where(cohort => cohort != shown)]));
    }

    private async Task<Reply> RemoveAsync(Turn turn, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, string.Empty, "people.list", a => a.IsOwner && a.Rollout.Rollout.State != RolloutState.Closed, ct);
        if (mine is null)
        {
            return reply!;
        }

        if (CohortId.Parse(turn.Action?.GetString("cohort")) is not { } cohort
            || PersonId.Parse(turn.Action?.GetString("person")) is not { } person
            || await cohorts.FindParticipantAsync(new CohortKey(mine.Rollout.Id, cohort), person, ct) is not { IsMember: true } participant)
        {
            return Reply.With(MessageCard.Information("Already gone", "That person is not a member of the cohort any more."));
        }

        if (turn.Action?.GetBoolean("confirm") != true)
        {
            return Reply.Below(MessageCard.Information(
                $"Remove {CardKit.Shorten(participant.Person.Name, 80)}?",
                "Nothing more is sent to them. What they did so far is not counted any more.",
                Actions.Execute("Remove", "people.remove", new() { ["rollout"] = mine.Rollout.Id.Value, ["cohort"] = cohort.Value, ["person"] = person.Value, ["confirm"] = true })));
        }

        await membership.RemoveAsync(mine.Rollout, cohort, person, turn.Caller.Person.Id, ct);
        return Reply.With(MessageCard.Done($"{CardKit.Shorten(participant.Person.Name, 80)} was removed", "Nothing more is sent to them."));
    }

    /// <summary>Reminds everybody of a cohort (or of all) with open tasks, once a day at most.</summary>
    private static bool MayNudge(Access access) => access.IsOwner || access.Cohorts.Any(part => part.Involvement == Involvement.ImplementationManager);

    private async Task<Reply> NudgeAsync(Turn turn, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, string.Empty, "people.nudge", a => MayNudge(a) && a.Rollout.Rollout.IsActive, ct);
        if (mine is null)
        {
            return reply!;
        }

        var wanted = CohortId.Parse(turn.Action?.GetString("cohort"));
        await audit.AddAsync(
            mine.Rollout.Id, AuditEntry.Of(AuditAction.Nudged, turn.Caller.Person.Id, clock.GetCurrentInstant()) with { Cohort = wanted }, ct);
        var nudged = mine.Rollout.Definition.Cohorts.Where(cohort => (wanted is null || cohort.Id == wanted) && (mine.IsOwner || mine.Leads(cohort.Id)));
        var count = (await Task.WhenAll(nudged.Select(cohort => NudgeAsync(mine.Rollout, cohort, ct)))).Sum();

        return Reply.Below(count == 0
            ? MessageCard.Information("Nobody to nudge", "Everybody who has a checklist has finished it.")
            : MessageCard.Done($"{CardKit.Count(count, "person gets", "people get")} a reminder", "With their open tasks, right away. Pressing again today sends nothing twice."));
    }

    private async Task<int> NudgeAsync(StoredRollout rollout, Cohort cohort, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohort.Id);
        var day = Dates.Iso(clock.GetCurrentInstant().InZone(cohort.Zone).Date);
        var behind = new List<DeliveryKey>();
        await foreach (var participant in cohorts.ListParticipantsAsync(key, ct: ct))
        {
            var tasks = Domain.Training.Checklists.ForMember(rollout.Definition, participant.Role);
            if (participant is { IsMember: true, Person.Id.IsForgotten: false }
                && participant.History.SentAt(Domain.Timeline.TouchpointKind.Checklist) is not null
                && !participant.Progress.AllDone(tasks))
            {
                behind.Add(new DeliveryKey(key, participant.Person.Id, Notices.Nudge, day));
            }
        }

        await deliveries.NotifyEachAsync(rollout, behind, ct);
        return behind.Count;
    }

    private static bool MayLook(Access access) =>
        access.Rollout.Rollout.State != RolloutState.Draft
        && (access.MaySee || access.Cohorts.Any(part => part.Involvement == Involvement.ImplementationManager));
}
