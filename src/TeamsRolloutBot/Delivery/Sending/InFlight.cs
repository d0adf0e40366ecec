using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>
/// What is decided and has not come to its end. The rows are the truth and the queue may have lost
/// it, so it is put into the queue again for as long as it waits.
/// </summary>
internal sealed class InFlight(CohortRepository cohorts, IDeliveryQueue queue, IClock clock)
{
    /// <summary>Puts what waits for one participant into the queue.</summary>
    /// <returns>Whether anything does.</returns>
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

    /// <summary>Puts what waits for anybody of a cohort into the queue.</summary>
    /// <returns>Whether anything does.</returns>
    public async Task<bool> EnqueueAllAsync(CohortKey key, CancellationToken ct)
    {
        var isSomethingWaiting = await EnqueueNoticesAsync(key, ct);
        await foreach (var participant in cohorts.ListParticipantsAsync(key, ct: ct))
        {
            isSomethingWaiting |= await EnqueueAsync(key, participant, ct);
        }

        return isSomethingWaiting;
    }

    /// <summary>Puts the notices of a cohort that wait into the queue.</summary>
    /// <returns>Whether any does.</returns>
    public async Task<bool> EnqueueNoticesAsync(CohortKey key, CancellationToken ct)
    {
        var isSomethingWaiting = false;
        await foreach (var notice in cohorts.ListNoticesAsync(key, ct))
        {
            // One that is for later has a wake of its own: until then nothing is on its way.
            if (!notice.IsFinal && notice.NotBefore <= clock.GetCurrentInstant() + Notifier.Ahead)
            {
                isSomethingWaiting = true;
                await queue.EnqueueAgainAsync(notice.Key, notice.NotBefore, ct);
            }
        }

        return isSomethingWaiting;
    }
}
