using System.Runtime.InteropServices;
using NodaTime;
using TeamsRolloutBot.Hosting;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// The queue of the embedded default: in memory, in order of time, each key once. Of what is due at the same time, each cohort has its turn for as many as are claimed
/// together: a large one does not keep the others waiting, and one is claimed and recorded while another is.
/// </summary>
internal sealed class InProcessQueue : IDeliveryQueue, IDisposable
{
    /// <summary>How many keys of a cohort are handed out before those of others that are due at the same time.</summary>
    public const int InTurn = DeliveryLedger.MostTogether;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<DeliveryKey, Place> _waiting = new();
    private readonly Dictionary<(CohortKey Cohort, Instant NotBefore), Count> _counts = [];
    private readonly HashSet<DeliveryKey> _known = [];
    private readonly MovableClock _clock;
    private readonly TimeProvider _time;
    private TaskCompletionSource? _changed;
    private long _order;
    private int _inHand;

    public InProcessQueue(MovableClock clock, TimeProvider time)
    {
        _clock = clock;
        _time = time;
        clock.Moved += OnMoved;
    }

    public ValueTask<int> CountAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(_waiting.Count);
        }
    }

    public Task OpenAsync(CancellationToken ct) => Task.CompletedTask;

    public Task GiveBackAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>True when nothing is in hand and nothing's time has come.</summary>
    public bool IsIdle => IsIdleUntil(out _);

    /// <summary>True when nothing is in hand and nothing's time has come.</summary>
    /// <param name="next">When the next key may be handed out; null when none waits.</param>
    public bool IsIdleUntil(out Instant? next)
    {
        lock (_gate)
        {
            next = _waiting.TryPeek(out _, out var first) ? first.NotBefore : null;
            return _inHand == 0 && !(next <= _clock.GetCurrentInstant());
        }
    }

    public ValueTask EnqueueAsync(DeliveryKey key, Instant notBefore, CancellationToken ct)
    {
        lock (_gate)
        {
            if (_known.Add(key))
            {
                Add(key, notBefore);
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask EnqueueAgainAsync(DeliveryKey key, Instant notBefore, CancellationToken ct) => EnqueueAsync(key, notBefore, ct);

    public async ValueTask<QueuedDelivery> ReceiveAsync(CancellationToken ct)
    {
        while (true)
        {
            Task changed;
            TimeSpan wait;
            lock (_gate)
            {
                var now = _clock.GetCurrentInstant();
                if (_waiting.TryPeek(out var key, out var first) && first.NotBefore <= now)
                {
                    Take(key, first.NotBefore);
                    _inHand++;
                    return new QueuedDelivery(key);
                }

                changed = Changed();
                wait = _waiting.Count > 0 ? (first.NotBefore - now).ToTimeSpan() : LongestWait;
            }

            wait = wait < LongestWait ? wait : LongestWait;
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(ct);
            await Task.WhenAny(changed, Task.Delay(wait, _time, cancel.Token));
            await cancel.CancelAsync();
            ct.ThrowIfCancellationRequested();
        }
    }

    public ValueTask CompleteAsync(QueuedDelivery delivery, CancellationToken ct)
    {
        lock (_gate)
        {
            _known.Remove(delivery.Key);
            _inHand--;
            Signal();
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ReturnAsync(QueuedDelivery delivery, Instant notBefore, CancellationToken ct)
    {
        lock (_gate)
        {
            _inHand--;
            Add(delivery.Key, notBefore);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Ends when something in the queue or the clock has changed.</summary>
    public Task WhenChanged()
    {
        lock (_gate)
        {
            return Changed();
        }
    }

    public void Dispose() => _clock.Moved -= OnMoved;

    private void Add(DeliveryKey key, Instant notBefore)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, (key.Cohort, notBefore), out _);
        _waiting.Enqueue(key, new Place(notBefore, count.Added++ / InTurn, _order++));
        count.Waiting++;
        Signal();
    }

    private void Take(DeliveryKey key, Instant notBefore)
    {
        _waiting.Dequeue();
        ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(_counts, (key.Cohort, notBefore));
        if (--count.Waiting == 0)
        {
            _counts.Remove((key.Cohort, notBefore));
        }
    }

    private Task Changed() => (_changed ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private void OnMoved(object? sender, EventArgs args)
    {
        lock (_gate)
        {
            Signal();
        }
    }

    private void Signal()
    {
        _changed?.TrySetResult();
        _changed = null;
    }

    /// <summary>Where a key stands in the queue.</summary>
    /// <param name="NotBefore">Not handed out before.</param>
    /// <param name="Turn">In which turn of its cohort.</param>
    /// <param name="Order">When it was put in, among all.</param>
    private readonly record struct Place(Instant NotBefore, int Turn, long Order) : IComparable<Place>
    {
        public int CompareTo(Place other) =>
            NotBefore.CompareTo(other.NotBefore) is not 0 and var byTime ? byTime : Turn.CompareTo(other.Turn) is not 0 and var byTurn ? byTurn : Order.CompareTo(other.Order);
    }

    /// <summary>Of a cohort, for one time: how many keys were put in while there were any, and how many wait.</summary>
    private struct Count
    {
        public int Added;
        public int Waiting;
    }
}
