using Microsoft.Extensions.Time.Testing;

namespace TeamsRolloutBot.Tests;

/// <summary>Reports when somebody has started to wait, and for how long.</summary>
internal sealed class WatchedTime : FakeTimeProvider
{
    private readonly TaskCompletionSource<TimeSpan> _waits = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TimeSpan> WaitAsync() => _waits.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.TrySetResult(dueTime);
        return timer;
    }
}
