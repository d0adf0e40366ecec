using System.Collections.Concurrent;
using TeamsRolloutBot.Pacing;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>
/// Assigns each e-mail a send slot, one interval after the previous: a mailbox accepts 30 a minute,
/// divided among the instances. Slots may be minutes or hours ahead, so a delivery returns to the
/// queue instead of waiting for one in flight. Source: "Exchange Online limits", message rate
/// limit.
/// </summary>
internal sealed class MailPace(int perMinute, IInstances instances, IClock clock)
{
    private readonly ConcurrentDictionary<DeliveryKey, Instant> _slots = new();
    private readonly Lock _gate = new();
    private Instant _next;

    // Slightly slower than the limit, so that no one-minute window exceeds it.
    private Duration Interval => (Duration.FromMinutes(1) / perMinute * instances.Count) + Duration.FromMilliseconds(20);

    /// <summary>An e-mail's slot: the one it already has, or the next free one.</summary>
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

    /// <summary>An e-mail is finished, or must ask for a slot again.</summary>
    public void Release(DeliveryKey key) => _slots.TryRemove(key, out _);

    /// <summary>The mailbox is throttling: no new slots before then.</summary>
    public void Hold(Instant until)
    {
        lock (_gate)
        {
            _next = Instant.Max(_next, until);
        }
    }
}
