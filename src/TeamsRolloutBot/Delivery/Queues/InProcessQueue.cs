using System.Runtime.InteropServices;
using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// The default queue: in memory, without duplicates, ordered by time within each rollout. Cohorts
/// due at the same time take turns, so that a large one does not starve the others.
/// </summary>
internal sealed class InProcessQueue : IDeliveryQueue, IDisposable
{
    /// <summary>
    /// How many keys of a cohort are handed out before it is another cohort's turn.
    /// </summary>
    public const int InTurn = 45;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<RolloutId, PriorityQueue<DeliveryKey, Position>> _waiting = [];
    private readonly Dictionary<(CohortKey Cohort, Instant NotBefore), Count> _counts = [];
    private readonly HashSet<DeliveryKey> _known = [];
    private readonly MovableClock _clock;
    private readonly TimeProvider _time;
    private TaskCompletionSource? _changed;
    private long _order;
    private int _inFlight;

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
            return ValueTask.FromResult(_waiting.Values.Sum(waiting => waiting.Count));
        }
    }

    public Task OpenAsync(CancellationToken ct) => Task.CompletedTask;

    public Task GiveBackAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>True if nothing is in flight or due.</summary>
    public bool IsIdle => IsIdleUntil(out _);

    /// <summary>True if nothing is in flight or due.</summary>
    /// <param name="next">When the next key may be handed out; null if there is none.</param>
    public bool IsIdleUntil(out Instant? next)
    {
        lock (_gate)
        {
            next = FindFirst(limiter: null)?.At.NotBefore;
            return _inFlight == 0 && !(next <= _clock.GetCurrentInstant());
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

    public async ValueTask<QueuedDelivery> ReceiveAsync(ConcurrencyLimiter limiter, CancellationToken ct)
    {
        EventHandler lookAgain = OnMoved;
        limiter.Freed += lookAgain;
        try
        {
            return await ReceiveOneAsync(limiter, ct);
        }
        finally
        {
            limiter.Freed -= lookAgain;
        }
    }

    private async Task<QueuedDelivery> ReceiveOneAsync(ConcurrencyLimiter limiter, CancellationToken ct)
    {
        while (true)
        {
            Task changed;
            TimeSpan wait;
            lock (_gate)
            {
                var now = _clock.GetCurrentInstant();
                var first = FindFirst(limiter);
                if (first is { } due && due.At.NotBefore <= now)
                {
                    Take(due.Key, due.At.NotBefore);
                    _inFlight++;
                    return new QueuedDelivery(due.Key);
                }

                changed = Changed();
                wait = first is { } later ? (later.At.NotBefore - now).ToTimeSpan() : LongestWait;
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
            _inFlight--;
            Signal();
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ReturnAsync(QueuedDelivery delivery, Instant notBefore, CancellationToken ct)
    {
        lock (_gate)
        {
            _inFlight--;
            Add(delivery.Key, notBefore);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Completes when the queue or the clock changes.</summary>
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
        if (!_waiting.TryGetValue(key.Cohort.Rollout, out var waiting))
        {
            _waiting.Add(key.Cohort.Rollout, waiting = new());
        }

        waiting.Enqueue(key, new Position(notBefore, count.Added++ / InTurn, _order++));
        count.Waiting++;
        Signal();
    }

    /// <summary>The first key whose rollout has room; any if there is no limiter.</summary>
    private (DeliveryKey Key, Position At)? FindFirst(ConcurrencyLimiter? limiter)
    {
        (DeliveryKey Key, Position At)? first = null;
        foreach (var (rollout, waiting) in _waiting)
        {
            if (limiter?.HasRoom(rollout) != false
                && waiting.TryPeek(out var key, out var at)
                && (first is null || at.CompareTo(first.Value.At) < 0))
            {
                first = (key, at);
            }
        }

        return first;
    }

    private void Take(DeliveryKey key, Instant notBefore)
    {
        var waiting = _waiting[key.Cohort.Rollout];
        waiting.Dequeue();
        if (waiting.Count == 0)
        {
            _waiting.Remove(key.Cohort.Rollout);
        }

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

    /// <summary>A key's position in the queue.</summary>
    /// <param name="NotBefore">The earliest time to hand it out.</param>
    /// <param name="Turn">Its cohort's turn.</param>
    /// <param name="Order">Its insertion order among all keys.</param>
    private readonly record struct Position(Instant NotBefore, int Turn, long Order) : IComparable<Position>
    {
        public int CompareTo(Position other) =>
            NotBefore.CompareTo(other.NotBefore) is not 0 and var byTime
                ? byTime
                : Turn.CompareTo(other.Turn) is not 0 and var byTurn
                ? byTurn
                : Order.CompareTo(other.Order);
    }

    /// <summary>
    /// Per cohort and time: keys added since there were last none, and keys still waiting.
    /// </summary>
    private struct Count
    {
        public int Added;
        public int Waiting;
    }
}
