using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>Queues a notice, once.</summary>
internal sealed class Notifier(CohortRepository cohorts, NoticeBurst burst, DueIndex due, IDeliveryQueue queue, IClock clock)
{
    /// <summary>
    /// Notices further ahead wait in storage until a wake brings them up. Longer than a burst.
    /// </summary>
    public static readonly Duration Ahead = Duration.FromMinutes(2);

    /// <summary>
    /// Sends a notice now, gathered with others in a burst, or from an instant on.
    /// </summary>
    public async Task NotifyAsync(StoredRollout rollout, DeliveryKey notice, CancellationToken ct, Instant? from = null)
    {
        var now = clock.GetCurrentInstant();
        var notBefore = from is { } later ? Instant.Max(later, now) : now;
        var isAhead = notBefore <= now + Ahead;

        // Write the wake first, so that a crash right after can't lose the notice.
        var found = due.AddAsync(notice.Cohort, isAhead ? now : notBefore, now, isFollowUp: isAhead, ct);
        var gathered = from is null ? await burst.FindCohortAsync(rollout, notice, now, ct) : null;
        await found;
        var kept = from is null ? burst.KeepAsync(notice, gathered ?? notice.Cohort.Cohort, now, ct) : Task.CompletedTask;
        if (gathered is not { } cohort || !await AddToCardAsync(rollout, NoticeBurst.CardOf(notice, cohort, now), notice, now, ct))
        {
            var isNew = await cohorts.ChangeAsync(
                notice.Cohort, rollout.Definition, work => TryPutAsync(work, New(rollout, notice, notBefore, now)), ct);
            if (isNew && isAhead)
            {
                await queue.EnqueueAsync(notice, notBefore, ct);
            }
        }

        await kept;
    }

    /// <summary>Sends notices to several people of one cohort now.</summary>
    public async Task<int> NotifyEachAsync(StoredRollout rollout, IReadOnlyList<DeliveryKey> notices, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await due.AddAsync(notices[0].Cohort, now, now, isFollowUp: true, ct);
        var isNew = await cohorts.ChangeEachAsync(
            notices[0].Cohort, rollout.Definition, notices, notice =>
                [notice.Row], (work, notice) => TryPutAsync(work, New(rollout, notice, now, now)), ct);
        await Task.WhenAll(notices.Where((_, at) => isNew[at]).Select(notice => queue.EnqueueAsync(notice, now, ct).AsTask()));
        return isNew.Count(added => added);
    }

    /// <returns>False if the card is already being composed.</returns>
    private async Task<bool> AddToCardAsync(StoredRollout rollout, DeliveryKey card, DeliveryKey notice, Instant now, CancellationToken ct)
    {
        if (notice.Cohort != card.Cohort && await cohorts.FindDeliveryAsync(notice, ct) is { State: not DeliveryState.Failed })
        {
            return true;
        }

        var end = NoticeBurst.EndOf(now);
        var gathered = New(rollout, notice, now, now) with
        {
            State = DeliveryState.Skipped,
            DoneAt = now,
            Reason = new DeliveryReason(ReasonCode.InOneCard)
        };
        var (isAdded, isFirst) = await cohorts.ChangeAsync(
            card.Cohort,
            rollout.Definition,
            async work =>
            {
                if (await work.FindDeliveryAsync(card) is { State: not DeliveryState.Waiting })
                {
                    return (false, false);
                }

                await TryPutAsync(work, gathered with { Key = NoticeBurst.PlaceOf(notice, card) });
                return (true, await TryPutAsync(work, New(rollout, card, end, now)));
            },
            ct);
        if (isFirst)
        {
            await queue.EnqueueAsync(card, end, ct);
        }

        if (isAdded && notice.Cohort != card.Cohort)
        {
            // The card is certain now; recording the notice in its own cohort keeps it from being
            // sent again.
            await cohorts.ChangeAsync(notice.Cohort, rollout.Definition, work => TryPutAsync(work, gathered), ct);
        }

        return isAdded;
    }

    // Not again, unless it failed to reach anybody.
    private static async ValueTask<bool> TryPutAsync(CohortWork work, StoredDelivery delivery)
    {
        if (await work.FindDeliveryAsync(delivery.Key) is { State: not DeliveryState.Failed })
        {
            return false;
        }

        await work.PutAsync(delivery);
        return true;
    }

    private static StoredDelivery New(StoredRollout rollout, DeliveryKey notice, Instant notBefore, Instant now) =>
        new() { Key = notice, Due = notBefore, NotBefore = notBefore, DecidedAt = now, Revision = rollout.Rollout.Revision };
}
