using System.Collections.Concurrent;

namespace TeamsRolloutBot.Tests.Protocol.Connector;

/// <summary>
/// A clock on which every wait ends at once and is recorded. Several may wait at the same time.
/// </summary>
internal sealed class ImmediateTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly ConcurrentQueue<TimeSpan> _waits = [];
    private long _passed;

    /// <summary>The waits so far, in order.</summary>
    public IReadOnlyCollection<TimeSpan> Waits => _waits;

    public void ForgetWaits() => _waits.Clear();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _passed);

    public override DateTimeOffset GetUtcNow() => Start + TimeSpan.FromTicks(Interlocked.Read(ref _passed));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _waits.Enqueue(dueTime);
        Interlocked.Add(ref _passed, dueTime.Ticks);
        return base.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
