using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>Plans one due cohort according to its rollout's state.</summary>
internal sealed class CohortPlanner(
    RolloutRepository rollouts, DueIndex due, DueWakes wakes, Enrolment enrolment, CohortLook cohortLook, InFlight inFlight,
    DeliveryMetrics metrics)
{
    // A launch or resumption writes the wakes first and then the state, which usually follows at
    // once but may never do so after a crash.
    private static readonly Duration StateFollowsWithin = Duration.FromMinutes(15);
    private static readonly Duration LookAgainFirst = Duration.FromMilliseconds(500);

    /// <summary>
    /// Enrols everybody before anything is decided, because what a person gets from one cohort
    /// depends on their others.
    /// </summary>
    /// <returns>False if another instance is planning the cohort.</returns>
    public async Task<bool> TakeAsync(WakeLease lease, CancellationToken ct)
    {
        if (!await lease.TryTakeAsync(ct))
        {
            return false;
        }

        if (await rollouts.FindAsync(lease.Cohort.Rollout, ct) is { Rollout.State: RolloutState.Running } rollout)
        {
            await enrolment.EnrolAsync(rollout, lease.Cohort, ct);
        }

        return true;
    }

    /// <summary>Decides what is due in a taken cohort.</summary>
    public async Task PlanAsync(WakeLease lease, Instant now, CancellationToken ct)
    {
        await lease.RenewAsync(ct);
        var rollout = await GoOnAsync(await rollouts.FindAsync(lease.Cohort.Rollout, ct), now, ct);
        switch (rollout?.Rollout.State)
        {
            case RolloutState.Running:
                await PlanAsync(rollout, lease, now, ct);
                break;
            case RolloutState.Closed:
                // The senders finish what was in flight when the rollout closed, by dropping it.
                await wakes.SettleAsync(lease, new Look(null, await inFlight.EnqueueAllAsync(lease.Cohort, ct)), now, ct);
                break;
            default:
                await PutOffOrDropAsync(rollout, lease.Wakes, now, ct);
                break;
        }
    }

    private async Task PlanAsync(StoredRollout rollout, WakeLease lease, Instant now, CancellationToken ct)
    {
        // If the rollout was launched or resumed just after this run began, decide as of that time.
        now = Instant.Max(now, rollout.Rollout.ActiveSince ?? now);
        metrics.RecordPlannerLag(now - lease.Wakes.Min(wake => wake.At));
        var look = lease.Cohort == CohortKey.ForRollout(rollout.Id)
            ? await cohortLook.LookAtDigestsAsync(rollout, lease.Cohort, now, ct)
            : await cohortLook.LookAtPeopleAsync(rollout, lease, now, ct);
        await wakes.SettleAsync(lease, look, now, ct);
    }

    // Paused until a date that has passed: resume automatically.
    private async Task<StoredRollout?> GoOnAsync(StoredRollout? rollout, Instant now, CancellationToken ct)
    {
        if (rollout is not { Rollout: { State: RolloutState.Paused, PausedUntil: { } until } } || until > now)
        {
            return rollout;
        }

        await due.AddEachAsync(rollout.Keys, now, now, ct);
        return await rollouts.ChangeAsync(
            rollout.Id,
            before =>
                before.Rollout.PausedUntil is { } stillUntil && stillUntil <= now && before.Rollout.Resume(now) is (var resumed, null)
                    ? before with { Rollout = resumed }
                    : before,
            _ => AuditEntry.Of(AuditAction.Resumed, rollout.Rollout.Owner.Id, now) with { Detail = AuditWords.AsPlanned },
            ct);
    }

    private async Task PutOffOrDropAsync(StoredRollout? rollout, IReadOnlyList<Wake> dueWakes, Instant now, CancellationToken ct)
    {
        var mayFollow = rollout?.Rollout.State is RolloutState.Draft or RolloutState.Paused;
        foreach (var wake in dueWakes)
        {
            // Questions and answers are still sent while a rollout is paused.
            if (mayFollow && wake.IsFollowUp && await inFlight.EnqueueNoticesAsync(wake.Cohort, ct))
            {
                continue;
            }

            var waited = now - wake.WrittenAt;
            if (mayFollow && !wake.IsFollowUp && waited < StateFollowsWithin)
            {
                // Back off in proportion to the time waited so far: a launch is noticed at most 50%
                // later.
                await due.AddAsync(wake.Cohort, now + Duration.Max(LookAgainFirst, waited / 2), wake.WrittenAt, isFollowUp: false, ct);
            }

            await due.RemoveAsync(wake, ct);
        }
    }
}
