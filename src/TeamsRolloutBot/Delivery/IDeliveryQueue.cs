using NodaTime;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Delivery;

/// <summary>A delivery a sender has in hand.</summary>
/// <param name="Key">Which one.</param>
/// <param name="Receipt">What the queue knows the taking by.</param>
internal sealed record QueuedDelivery(DeliveryKey Key, string? Receipt);

/// <summary>
/// The work list of the senders: keys of deliveries in order of time. The rows are the truth; whatever is lost from the queue is found again
/// by the planner, and what is in it twice is sent once.
/// </summary>
internal interface IDeliveryQueue
{
    /// <summary>How many keys wait, about.</summary>
    int Count { get; }

    /// <summary>Puts a key in; it is not handed out before its time.</summary>
    ValueTask EnqueueAsync(DeliveryKey key, Instant notBefore, CancellationToken ct);

    /// <summary>Waits for a key whose time has come.</summary>
    ValueTask<QueuedDelivery> ReceiveAsync(CancellationToken ct);

    /// <summary>The key is done with.</summary>
    ValueTask CompleteAsync(QueuedDelivery delivery, CancellationToken ct);

    /// <summary>The key is put back and handed out again from then on.</summary>
    ValueTask ReturnAsync(QueuedDelivery delivery, Instant notBefore, CancellationToken ct);
}
