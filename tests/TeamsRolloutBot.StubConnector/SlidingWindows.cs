namespace TeamsRolloutBot.StubConnector;

/// <summary>
/// Counts requests in sliding windows of time and says when one more would be too many.
/// </summary>
/// <param name="windows">How many requests in how long.</param>
public sealed class SlidingWindows(params (int Most, TimeSpan Window)[] windows)
{
    // The documented limits of one thread for sending and for creating ("Rate limiting for
    // agents").
    public static readonly (int, TimeSpan)[] OfThread =
    [
        (7, TimeSpan.FromSeconds(1)), (8, TimeSpan.FromSeconds(2)), (60, TimeSpan.FromSeconds(30)), (1800, TimeSpan.FromHours(1)),
    ];

    private readonly Queue<long> _accepted = new();
    private readonly long _longest = windows.Max(window => Microseconds(window.Window));

    /// <summary>Takes the request, or says how long it would have to wait.</summary>
    /// <param name="now">Microseconds.</param>
    /// <returns>Zero when it is taken.</returns>
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
