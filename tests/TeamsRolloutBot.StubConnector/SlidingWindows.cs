namespace TeamsRolloutBot.StubConnector;

/// <summary>
/// Counts requests in sliding time windows, and says when one more would exceed a limit.
/// </summary>
/// <param name="windows">The maximum number of requests for each period.</param>
public sealed class SlidingWindows(params (int Most, TimeSpan Window)[] windows)
{
    // The documented per-thread limits for sending and creating ("Rate limiting for agents").
    public static readonly (int, TimeSpan)[] OfThread =
    [
        (7, TimeSpan.FromSeconds(1)), (8, TimeSpan.FromSeconds(2)), (60, TimeSpan.FromSeconds(30)), (1800, TimeSpan.FromHours(1)),
    ];

    private readonly Queue<long> _accepted = new();
    private readonly long _longest = windows.Max(window => Microseconds(window.Window));

    /// <summary>Accepts the request, or returns how long it would have to wait.</summary>
    /// <param name="now">The time in microseconds.</param>
    /// <returns>Zero if the request is accepted.</returns>
    public TimeSpan TryTake(long now)
    {
        while (_accepted.TryPeek(out var first) && first <= now - _longest)
        {
            _accepted.Dequeue();
        }

        var wait = 0L;
        foreach (var (most, window) in windows)
        {
            var begin = now - Microseconds(window);
            var within = _accepted.Count(at => at > begin);
            if (within >= most)
            {
                var leaves = _accepted.Where(at => at > begin).ElementAt(within - most);
                wait = Math.Max(wait, leaves - begin);
            }
        }

        if (wait == 0)
        {
            _accepted.Enqueue(now);
        }

        return TimeSpan.FromMicroseconds(wait);
    }

    private static long Microseconds(TimeSpan span) => (long)span.TotalMicroseconds;
}
