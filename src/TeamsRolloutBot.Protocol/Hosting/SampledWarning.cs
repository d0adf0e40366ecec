namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>
/// Rate-limits a warning that outsiders can trigger at will: it is logged at most once a minute
/// with a count of the others, so that nobody can flood the log or hide something in it.
/// </summary>
internal sealed class SampledWarning(TimeProvider time)
{
    /// <summary>The interval in which one log entry stands for all.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long? _last;
    private int _unwritten;

    /// <summary>True if the warning is to be logged now.</summary>
    /// <param name="unwritten">The number suppressed since the last one logged.</param>
    public bool IsDue(out int unwritten)
    {
        lock (_gate)
        {
            unwritten = _unwritten;
            if (_last is { } last && time.GetElapsedTime(last) < Interval)
            {
                _unwritten++;
                return false;
            }

            _last = time.GetTimestamp();
            _unwritten = 0;
            return true;
        }
    }
}
