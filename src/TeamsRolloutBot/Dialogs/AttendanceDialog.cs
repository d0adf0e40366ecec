using NodaTime;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Training;
using TeamsRolloutBot.Sessions;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Who was in a training session: looked over and ticked by its trainer, the cohort's implementation manager and the rollout's owner.</summary>
internal sealed class AttendanceDialog(RolloutRepository rollouts, CohortRepository cohorts, SessionRepository sessions, AttendanceReader reader, IClock clock) : IDialog
{
    public IEnumerable<Command> Commands => [];

    public IEnumerable<KeyValuePair<string, TurnHandler>> Verbs =>
    [
        new("session.people", ShowAsync),
        new("session.attended", SetAsync),
    ];

    private async Task<Reply> ShowAsync(Turn turn, CancellationToken ct) =>
        await FindAsync(turn, ct) is var (rollout, cohort, session)
            ? Reply.With(AttendanceCard.Draw(await reader.ReadAsync(rollout, cohort, session, turn.Action?.GetInt32("page") ?? 0, ct)))
            : NotYours();

    /// <summary>Sets one person to what the button asks for; only a member of the cohort can have been there.</summary>
    private async Task<Reply> SetAsync(Turn turn, CancellationToken ct)
    {
        if (await FindAsync(turn, ct) is not var (rollout, cohort, session)
            || PersonId.Parse(turn.Action?.GetString("person")) is not { } person
            || turn.Action?.GetBoolean("attended") is not { } attended)
        {
            return NotYours();
        }

        var key = new CohortKey(rollout.Id, cohort.Id);
        if (rollout.Rollout.State != RolloutState.Closed && await cohorts.FindParticipantAsync(key, person, ct) is { IsMember: true })
        {
            await sessions.MarkAsync(key, session.Id, [person], attended, clock.GetCurrentInstant(), ct);
        }

        return await ShowAsync(turn, ct);
    }

    // The trainer need not have another part in the rollout: who they are stands in the session.
    private async Task<(StoredRollout Rollout, Cohort Cohort, TrainingSession Session)?> FindAsync(Turn turn, CancellationToken ct)
    {
        if (RolloutId.Parse(turn.Action?.GetString("rollout")) is not { } id
            || CohortId.Parse(turn.Action?.GetString("cohort")) is not { } cohortId
            || await rollouts.FindAsync(id, ct) is not { } rollout
            || rollout.TenantId != turn.Caller.TenantId
            || rollout.Definition.FindCohort(cohortId) is not { } cohort
            || TrainingPlan.Find(cohort, turn.Action?.GetString("session")) is not { } session)
        {
            return null;
        }

        var allowed = new[] { rollout.Rollout.Owner.Id, cohort.ImplementationManager?.Id, session.Trainer?.Id };
        return turn.Caller.Ids.Any(own => allowed.Contains(own)) ? (rollout, cohort, session) : null;
    }

    private static Reply NotYours() => Reply.With(MessageCard.Refusal(
        "This list is not yours", "The session was cancelled, or somebody else holds it. Nothing was changed. Type “sessions” to see yours."));
}
