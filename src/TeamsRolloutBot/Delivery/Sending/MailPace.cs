using System.Collections.Concurrent;
using TeamsRolloutBot.Pacing;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>
/// Gives each e-mail a slot, one interval after the one before: a mailbox takes 30 a minute,
/// divided among the instances. Slots lie minutes and hours ahead, so no delivery stays in flight
/// to wait for one: it goes back to the queue until then. Source: "Exchange Online limits", message
/// rate limit.
/// </summary>
internal sealed class MailPace(int perMinute, IInstances instances, IClock clock)
{
    private readonly ConcurrentDictionary<DeliveryKey, Instant> _slots = new();
    private readonly Lock _gate = new();
    private Instant _next;

    // A little slower than the limit: in no minute, wherever it begins, lie more.
    private Duration Interval => (Duration.FromMinutes(1) / perMinute * instances.Count) + Duration.FromMilliseconds(20);

    /// <summary>The slot of an e-mail: the one it has, else the next free one.</summary>
    public Instant SlotOf(DeliveryKey key)
    {
        lock (_gate)
        {
            return _slots.GetOrAdd(
                key,
                _ =>
                {
                    var slot = Instant.Max(_next, clock.GetCurrentInstant());
                    _next = slot + Interval;
                    return slot;
                });
        }
    }

    /// <summary>An e-mail is done with, or has to ask for a slot again.</summary>
    public void Release(DeliveryKey key) => _slots.TryRemove(key, out _);

    /// <summary>The mailbox asked for patience: no new slot lies before then.</summary>
    public void Hold(Instant until)
    {
        lock (_gate)
        {
            _next = Instant.Max(_next, until);
        }
    }
}
