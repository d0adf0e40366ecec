using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery;

/// <summary>A delivery a sender has taken.</summary>
/// <param name="key">Which one.</param>
internal sealed class QueuedDelivery(DeliveryKey key)
{
    public DeliveryKey Key { get; } = key;

    /// <summary>What the queue knows the message by; empty where it needs none.</summary>
    public string MessageId { get; init; } = string.Empty;

    /// <summary>What the queue knows the taking by; changes with every renewal.</summary>
    public string Receipt { get; set; } = string.Empty;

    /// <summary>
    /// Renewing, completing and returning come one after another. Never disposed of: it holds no
    /// handle as long as nobody asks for one.
    /// </summary>
    internal SemaphoreSlim Turn { get; } = new(1);
}

/// <summary>
/// The work list of the senders: keys of deliveries in order of time. The rows are the truth;
/// whatever is lost from the queue is found again by the planner, and what is in it twice is sent
/// once.
/// </summary>
internal interface IDeliveryQueue
{
    /// <summary>How many keys it holds, about; asking also shows that it can be reached.</summary>
    ValueTask<int> CountAsync(CancellationToken ct);

    /// <summary>Makes it ready for use.</summary>
    Task OpenAsync(CancellationToken ct);

    /// <summary>Gives back what was taken off it and has not been handed out.</summary>
    Task GiveBackAsync(CancellationToken ct);

    /// <summary>Puts a key in; it is not handed out before its time.</summary>
    ValueTask EnqueueAsync(DeliveryKey key, Instant notBefore, CancellationToken ct);

    /// <summary>
    /// Puts in again a key that has been put in before and may have been lost since, by a crash or
    /// a restart; a queue that knows what it holds leaves alone what is still there.
    /// </summary>
    ValueTask EnqueueAgainAsync(DeliveryKey key, Instant notBefore, CancellationToken ct);

    /// <summary>
    /// Waits for a key whose time has come and whose rollout has room: one without holds up
    /// no other.
    /// </summary>
    ValueTask<QueuedDelivery> ReceiveAsync(ConcurrencyLimiter limiter, CancellationToken ct);

    /// <summary>The key is done with.</summary>
    ValueTask CompleteAsync(QueuedDelivery delivery, CancellationToken ct);

    /// <summary>The key is put back and handed out again from then on.</summary>
    ValueTask ReturnAsync(QueuedDelivery delivery, Instant notBefore, CancellationToken ct);
}
