using NodaTime;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Delivery;

/// <summary>Puts a notice on its way, once.</summary>
internal sealed class Notifier(CohortRepository cohorts, NoticeBurst burst, DueIndex due, IDeliveryQueue queue, IClock clock)
{
    /// <summary>A notice for later than that waits in storage; a wake brings it up.</summary>
    public static readonly Duration Ahead = Duration.FromMinutes(1);

    /// <summary>Sends a notice now, together with others where several come at once, or from an instant on.</summary>
    public async Task NotifyAsync(StoredRollout rollout, DeliveryKey notice, CancellationToken ct, Instant? from = null)
    {
        var now = clock.GetCurrentInstant();
        if (from is null
            && await burst.FindCardAsync(notice, now, ct) is { } card
            && await PutAsync(rollout, card, NoticeBurst.EndOf(now), now, work => AddToCardAsync(work, rollout, card, notice, now), ct))
        {
            return;
        }

        await PutAsync(rollout, notice, from is { } later ? Instant.Max(later, now) : now, now, _ => ValueTask.FromResult(true), ct);
    }

    // In the commit that adds the notice: a card that is being made is too late for it.
    private static async ValueTask<bool> AddToCardAsync(CohortWork work, StoredRollout rollout, DeliveryKey card, DeliveryKey notice, Instant now)
    {
        if (await work.FindDeliveryAsync(card) is { State: not DeliveryState.Waiting })
        {
            return false;
        }

        if (await work.FindDeliveryAsync(notice) is null or { State: DeliveryState.Failed })
        {
            await work.PutAsync(New(rollout, notice, now, now) with { State = DeliveryState.Skipped, DoneAt = now, Reason = "it goes out with others in one card" });
        }

        return true;
    }

    /// <returns>False when <paramref name="change"/> refused.</returns>
    private async Task<bool> PutAsync(
        StoredRollout rollout, DeliveryKey notice, Instant notBefore, Instant now, Func<CohortWork, ValueTask<bool>> change, CancellationToken ct)
    {
        var isLater = notBefore > now + Ahead;

        // First what finds it again: a crash right after must not lose it.
        await due.AddAsync(notice.Cohort, isLater ? notBefore : now, now, isFollowUp: !isLater, ct);
        var (isTaken, isNew) = await cohorts.ChangeAsync(
            notice.Cohort,
            rollout.Definition,
            async work =>
            {
                if (!await change(work))
                {
                    return (false, false);
                }

                if (await work.FindDeliveryAsync(notice) is { State: not DeliveryState.Failed })
                {
                    return (true, false);
                }

                await work.PutAsync(New(rollout, notice, notBefore, now));
                return (true, true);
            },
            ct);
        if (isNew && !isLater)
        {
            await queue.EnqueueAsync(notice, notBefore, ct);
        }

        return isTaken;
    }

    private static Storage.Repositories.Delivery New(StoredRollout rollout, DeliveryKey notice, Instant notBefore, Instant now) =>
        new() { Key = notice, Due = notBefore, NotBefore = notBefore, DecidedAt = now, Revision = rollout.Rollout.Revision };
}
