namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>
/// A warning that somebody outside can cause as often as they like: it is written at most once a
/// minute, with how many were not, so that nobody fills the log or hides something else in it.
/// </summary>
internal sealed class SampledWarning(TimeProvider time)
{
    /// <summary>For how long one stands for all.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long? _last;
    private int _unwritten;

    /// <summary>True when it is to be written now.</summary>
    /// <param name="unwritten">How many there were since the last one that was.</param>
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
