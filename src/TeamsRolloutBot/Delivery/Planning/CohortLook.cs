using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>
/// Goes through everybody in a cohort: due touchpoints are decided and queued, and undelivered ones
/// are queued again.
/// </summary>
internal sealed class CohortLook(
    CohortRepository cohorts, DecisionWriter decisionWriter, InFlight inFlight, Schedules schedules, IDeliveryQueue queue)
{
    // Decisions are queued batch by batch, so that the first go out while others are still being
    // planned.
    private const int DecidedTogether = 100;

    /// <summary>Handles the cohort's people.</summary>
    public async Task<Look> LookAtPeopleAsync(StoredRollout rollout, WakeLease lease, Instant now, CancellationToken ct)
    {
        var key = lease.Cohort;
        if (schedules.Of(rollout, key.Cohort) is not { } schedule)
        {
            return default;
        }

        var look = new Look(null, await inFlight.EnqueueNoticesAsync(key, ct));
        var batch = new List<DuePerson>();
        await foreach (var participant in cohorts.ListParticipantsAsync(key, ct: ct))
        {
            if (participant.Person.Id.IsForgotten || participant.HasLeft)
            {
                continue;
            }

            var plan = PersonPlan.InCohort(rollout, schedule, participant);
            look = look.With(plan.Next(now));
            var decisions = plan.Decide(now).Decisions;
            if (decisions.Count == 0)
            {
                look = look with { IsSomethingWaiting = await inFlight.EnqueueAsync(key, participant, ct) || look.IsSomethingWaiting };
                continue;
            }

            look = look with { IsSomethingWaiting = true };
            batch.Add(new DuePerson(participant.Person.Id, decisions));
            if (batch.Count == DecidedTogether)
            {
                await DecideAsync(rollout, key, schedule, batch, now, ct);
                await lease.RenewAsync(ct);
                batch.Clear();
            }
        }

        await DecideAsync(rollout, key, schedule, batch, now, ct);
        return look;
    }

    /// <summary>Handles the digests of the rollout's owner.</summary>
    public async Task<Look> LookAtDigestsAsync(StoredRollout rollout, CohortKey key, Instant now, CancellationToken ct)
    {
        await EnqueueAsync(await decisionWriter.DecideDigestsAsync(rollout, key, now, ct), ct);
        var owner = rollout.Rollout.Owner;
        var after = await cohorts.FindParticipantAsync(key, owner.Id, ct) ?? new Participant { Person = owner };
        var isSomethingWaiting = await inFlight.EnqueueAsync(key, after, ct) | await inFlight.EnqueueNoticesAsync(key, ct);
        return new Look(PersonPlan.ForDigests(rollout, after).Next(now), isSomethingWaiting);
    }

    private async Task DecideAsync(
        StoredRollout rollout, CohortKey key, CohortSchedule schedule, List<DuePerson> due, Instant now, CancellationToken ct)
    {
        if (due.Count > 0)
        {
            await EnqueueAsync(await decisionWriter.DecideAsync(rollout, key, schedule, due, now, ct), ct);
        }
    }

    private async Task EnqueueAsync(IEnumerable<QueuedAt> queued, CancellationToken ct)
    {
        foreach (var (key, at) in queued)
        {
            await queue.EnqueueAsync(key, at, ct);
        }
    }
}
