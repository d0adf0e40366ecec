using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>
/// Unfinished deliveries. The rows are the source of truth and the queue may have lost them, so
/// they are queued again for as long as they wait.
/// </summary>
internal sealed class InFlight(CohortRepository cohorts, IDeliveryQueue queue, IClock clock)
{
    /// <summary>Queues a participant's waiting deliveries.</summary>
    /// <returns>Whether there are any.</returns>
    public async Task<bool> EnqueueAsync(CohortKey key, Participant participant, CancellationToken ct)
    {
        var isSomethingWaiting = false;
        foreach (var ((kind, number), contact) in participant.History.Contacts)
        {
            if (contact.Outcome != ContactOutcome.Queued)
            {
                continue;
            }

            isSomethingWaiting = true;
            var deliveryKey = DeliveryKey.ForTouchpoint(key, participant.Person.Id, kind, number);
            if (await cohorts.FindDeliveryAsync(deliveryKey, ct) is { IsFinal: false } delivery)
            {
                await queue.EnqueueAgainAsync(deliveryKey, delivery.NotBefore, ct);
            }
        }

        return isSomethingWaiting;
    }

    /// <summary>Queues the waiting deliveries of a whole cohort.</summary>
    /// <returns>Whether there are any.</returns>
    public async Task<bool> EnqueueAllAsync(CohortKey key, CancellationToken ct)
    {
        var isSomethingWaiting = await EnqueueNoticesAsync(key, ct);
        await foreach (var participant in cohorts.ListParticipantsAsync(key, ct: ct))
        {
            isSomethingWaiting |= await EnqueueAsync(key, participant, ct);
        }

        return isSomethingWaiting;
    }

    /// <summary>Queues a cohort's waiting notices.</summary>
    /// <returns>Whether there are any.</returns>
    public async Task<bool> EnqueueNoticesAsync(CohortKey key, CancellationToken ct)
    {
        var isSomethingWaiting = false;
        await foreach (var notice in cohorts.ListNoticesAsync(key, ct))
        {
            // One planned for later has a wake of its own; one put off has only this.
            var isPutOff = notice.Attempts > 0 || notice.NotBefore > notice.Due;
            if (!notice.IsFinal && (isPutOff || notice.NotBefore <= clock.GetCurrentInstant() + Notifier.Ahead))
            {
                isSomethingWaiting = true;
                await queue.EnqueueAgainAsync(notice.Key, notice.NotBefore, ct);
            }
        }

        return isSomethingWaiting;
    }
}
