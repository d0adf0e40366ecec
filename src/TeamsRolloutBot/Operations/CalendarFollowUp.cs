using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Sessions;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Brings the meetings of planned sessions up to date after a cohort's people or zone have changed.
/// </summary>
internal sealed class CalendarFollowUp(SessionCalendar calendar, IOutbox outbox, IClock clock)
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    /// <summary>Does so within two minutes, together with other changes in this minute.</summary>
    public async Task RequestAsync(StoredRollout rollout, CohortId cohortId, CancellationToken ct)
    {
        if (!rollout.Rollout.IsOpen
            || rollout.Definition.FindCohort(cohortId) is not { Sessions.Count: > 0 } cohort
            || !calendar.IsThere(rollout))
        {
            return;
        }

        // A delivery, which is durable and retried. It looks only after this minute is over, so one
        // notice covers every change in it.
        var minute = clock.GetCurrentInstant().ToUnixTimeTicks() / Minute.BclCompatibleTicks;
        var to = cohort.ImplementationManager is { Id.IsForgotten: false } lead ? lead : rollout.Rollout.Owner;
        await outbox.NotifyAsync(
            rollout,
            new DeliveryKey(new CohortKey(rollout.Id, cohortId), to.Id, Notices.Calendar, $"{Notices.Quiet}{minute}"),
            ct,
            Instant.FromUnixTimeTicks((minute + 2) * Minute.BclCompatibleTicks));
    }
}
