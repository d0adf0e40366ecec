using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery;

/// <summary>A delivery received by a sender.</summary>
/// <param name="key">Its key.</param>
internal sealed class QueuedDelivery(DeliveryKey key)
{
    public DeliveryKey Key { get; } = key;

    /// <summary>The queue's message id; empty if it has none.</summary>
    public string MessageId { get; init; } = string.Empty;

    /// <summary>The queue's receipt; changes with every renewal.</summary>
    public string Receipt { get; set; } = string.Empty;

    /// <summary>
    /// Serialises renew, complete and return. Not disposed: without a wait handle there is nothing
    /// to free.
    /// </summary>
    internal SemaphoreSlim Turn { get; } = new(1);
}

/// <summary>
/// The senders' work queue: delivery keys in time order. The rows are the source of truth: the
/// planner restores what the queue loses, and duplicates are sent once.
/// </summary>
internal interface IDeliveryQueue
{
    /// <summary>The approximate number of keys; also shows that the queue is reachable.</summary>
    ValueTask<int> CountAsync(CancellationToken ct);

    /// <summary>Prepares the queue for use.</summary>
    Task OpenAsync(CancellationToken ct);

    /// <summary>Returns what was received but not handed out.</summary>
    Task GiveBackAsync(CancellationToken ct);

    /// <summary>Adds a key, to be handed out no earlier than its time.</summary>
    ValueTask EnqueueAsync(DeliveryKey key, Instant notBefore, CancellationToken ct);

    /// <summary>
    /// Adds a key again that may have been lost since, in a crash or restart; a queue that knows
    /// its contents ignores keys it still has.
    /// </summary>
    ValueTask EnqueueAgainAsync(DeliveryKey key, Instant notBefore, CancellationToken ct);

    /// <summary>
    /// Waits for a due key whose rollout has room; a full rollout does not block others.
    /// </summary>
    ValueTask<QueuedDelivery> ReceiveAsync(ConcurrencyLimiter limiter, CancellationToken ct);

    /// <summary>Removes a finished key.</summary>
    ValueTask CompleteAsync(QueuedDelivery delivery, CancellationToken ct);

    /// <summary>Returns a key, to be handed out again from then on.</summary>
    ValueTask ReturnAsync(QueuedDelivery delivery, Instant notBefore, CancellationToken ct);
}
