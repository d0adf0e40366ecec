using System.Collections.Concurrent;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// Detects messages lost by a queue: rows that are still to be sent but no longer queued.
/// </summary>
internal sealed class LostMessages(IClock clock, TimeProvider time)
{
    // How long a planner run may take to refill an empty queue.
    private static readonly TimeSpan FillsWithin = TimeSpan.FromSeconds(30);
    private static readonly Duration LongAgo = Duration.FromMinutes(10);

    private readonly ConcurrentDictionary<DeliveryKey, bool> _putAgain = new();
    private readonly ConcurrentDictionary<DeliveryKey, bool> _filled = new();
    private long _forgotten;
    private long _foundEmpty;

    private bool IsFilling => _foundEmpty != 0 && time.GetElapsedTime(_foundEmpty) < FillsWithin;

    /// <summary>Notes that a message was queued.</summary>
    public void NotePut(DeliveryKey key)
    {
        if (IsFilling)
        {
            _filled.TryAdd(key, true);
        }
    }

    /// <summary>
    /// Whether a message that should be queued must be queued again. An empty queue has lost
    /// everything still to be done, not only the first message re-added. A non-empty one may have
    /// lost what it should have handed out long ago.
    /// </summary>
    public async ValueTask<bool> IsLostAsync(DeliveryKey key, Instant notBefore, Func<Task<bool>> isEmpty) =>
        await IsLostWithAllAsync(key, isEmpty) || (clock.GetCurrentInstant() - notBefore > LongAgo && IsFirstIn(key));

    private async ValueTask<bool> IsLostWithAllAsync(DeliveryKey key, Func<Task<bool>> isEmpty)
    {
        if (!IsFilling)
        {
            if (!await isEmpty())
            {
                return false;
            }

            _foundEmpty = time.GetTimestamp();
            _filled.Clear();
        }

        return _filled.TryAdd(key, true);
    }

    // Not on every planner run: that would re-add a long backlog over and over.
    private bool IsFirstIn(DeliveryKey key)
    {
        if (time.GetElapsedTime(_forgotten) > LongAgo.ToTimeSpan())
        {
            _putAgain.Clear();
            _forgotten = time.GetTimestamp();
        }

        return _putAgain.TryAdd(key, true);
    }
}
