using NodaTime;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Delivery;

/// <summary>Puts a notice on its way, once.</summary>
internal sealed class Notifier(CohortRepository cohorts, DueIndex due, IDeliveryQueue queue, IClock clock)
{
    public async Task NotifyAsync(StoredRollout rollout, DeliveryKey notice, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();

        // First what finds it again: a crash right after must not lose it.
        await due.AddAsync(notice.Cohort, now, now, isFollowUp: true, ct);
        var isNew = await cohorts.ChangeAsync(
            notice.Cohort,
            rollout.Definition,
            async work =>
            {
                if (await work.FindDeliveryAsync(notice) is { State: not DeliveryState.Failed })
                {
                    return false;
                }

                await work.PutAsync(new Storage.Repositories.Delivery { Key = notice, Due = now, NotBefore = now, DecidedAt = now, Revision = rollout.Rollout.Revision });
                return true;
            },
            ct);
        if (isNew)
        {
            await queue.EnqueueAsync(notice, now, ct);
        }
    }
}
