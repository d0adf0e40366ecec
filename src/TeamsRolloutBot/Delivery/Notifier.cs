using NodaTime;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Delivery;

/// <summary>Puts a notice on its way, once.</summary>
internal sealed class Notifier(CohortRepository cohorts, DueIndex due, IDeliveryQueue queue, IClock clock)
{
    /// <summary>A notice for later than that waits in storage; a wake brings it up.</summary>
    public static readonly Duration Ahead = Duration.FromMinutes(1);

    /// <summary>Sends a notice now, or from an instant on.</summary>
    public async Task NotifyAsync(StoredRollout rollout, DeliveryKey notice, CancellationToken ct, Instant? from = null)
    {
        var now = clock.GetCurrentInstant();
        var notBefore = from is { } later ? Instant.Max(later, now) : now;
        var isLater = notBefore > now + Ahead;

        // First what finds it again: a crash right after must not lose it.
        await due.AddAsync(notice.Cohort, isLater ? notBefore : now, now, isFollowUp: !isLater, ct);
        var isNew = await cohorts.ChangeAsync(
            notice.Cohort,
            rollout.Definition,
            async work =>
            {
                if (await work.FindDeliveryAsync(notice) is { State: not DeliveryState.Failed })
                {
                    return false;
                }

                await work.PutAsync(new Storage.Repositories.Delivery { Key = notice, Due = notBefore, NotBefore = notBefore, DecidedAt = now, Revision = rollout.Rollout.Revision });
                return true;
            },
            ct);
        if (isNew && !isLater)
        {
            await queue.EnqueueAsync(notice, notBefore, ct);
        }
    }
}
