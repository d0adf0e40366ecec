namespace TeamsRolloutBot.Tests.Protocol.Connector;

/// <summary>A clock on which every wait is over at once, and is remembered.</summary>
internal sealed class ImmediateTime : TimeProvider
{
    private DateTimeOffset now = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    public List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Add(dueTime);
        now += dueTime;
        return base.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
