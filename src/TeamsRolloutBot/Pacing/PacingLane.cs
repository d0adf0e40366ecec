namespace TeamsRolloutBot.Pacing;

/// <summary>
/// When the next request for one tenant may go out. Requests have slots, spread evenly, because
/// what leaves in a burst arrives in one; and in no window of a second, wherever it begins, are
/// there more than the limit. What counts there is when requests really went out: one that was late
/// does not crowd with those behind it. Instants are times since a common beginning.
/// </summary>
internal sealed class PacingLane(int limit)
{
    /// <summary>
    /// In how long the limit is used up. Longer than the platform's second, because requests do not
    /// all travel equally fast.
    /// </summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(1018);

    /// <summary>In no window of this length do more requests go out than the limit.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(1012);

    // What was late is caught up with at twice the pace, but not more than this many slots of it.
    private const double CatchUp = 0.5;
    private const int MostBehind = 3;

    private const double Slowest = 0.05;
    private const double Recovery = 0.05;
    private const double RecoveryUnderRefusals = 0.02;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TimeSpan[] _lastTaken = new TimeSpan[limit];
    private long _taken;
    private TimeSpan _slot;
    private TimeSpan _pausedUntil;
    private TimeSpan? _countingSince;
    private int _succeeded;
    private int _throttled;
    private bool _lastWasThrottled;

    /// <summary>
    /// The part of the full rate that is used at present: 429s lower it, and it recovers.
    /// </summary>
    public double Share { get; private set; } = 1;

    /// <summary>How long a request has to wait; zero when it may go out now.</summary>
    /// <param name="now">The present instant.</param>
    /// <param name="most">How many of the limit this instance may use in a second; at most the
    /// limit itself.</param>
    public TimeSpan WaitAt(TimeSpan now, int most)
    {
        var until = Max(_pausedUntil, _slot);
        if (_taken > 0)
        {
            until = Max(until, Taken(_taken - 1) + (Interval(most) * CatchUp));
            var allowed = Allowed(most);
            if (_taken >= allowed)
            {
                until = Max(until, Taken(_taken - allowed) + Window);
            }
        }

        return until > now ? until - now : TimeSpan.Zero;
    }

    /// <summary>A request goes out.</summary>
    /// <returns>Its number, for <see cref="WentOut"/>.</returns>
    public long Take(TimeSpan now, int most)
    {
        _lastTaken[_taken % limit] = now;
        var interval = Interval(most);
        _slot = Max(_slot, now - (interval * MostBehind)) + interval;
        return _taken++;
    }

    /// <summary>A request has gone out, which may be later than it was let go.</summary>
    public void WentOut(long number, TimeSpan now)
    {
        if (_taken - number <= limit)
        {
            _lastTaken[number % limit] = now;
        }
    }

    public void Succeeded(TimeSpan now)
    {
        Adapt(now);
        _succeeded++;
        _lastWasThrottled = false;
    }

    /// <summary>
    /// The platform answered 429. One alone may be about one chat and slows things down a little;
    /// one after another are about all, and everybody waits as long as was asked.
    /// </summary>
    public void Throttled(TimeSpan now, TimeSpan wait)
    {
        Adapt(now);
        _throttled++;
        if (_lastWasThrottled)
        {
            _pausedUntil = Max(_pausedUntil, now + wait);
        }

        _lastWasThrottled = true;
    }

    // Every second: slower by half the part that was refused, as data center TCP does with marked
    // packets (RFC 8257), and a little faster again. A few refusals that have nothing to do with
    // the rate, about single chats, then cost a fifth of it and not half.
    private void Adapt(TimeSpan now)
    {
        if (now - _countingSince < Second)
        {
            return;
        }

        if (_throttled > 0)
        {
            Share = Math.Clamp((Share * (1 - (_throttled / (2.0 * (_throttled + _succeeded))))) + RecoveryUnderRefusals, Slowest, 1);
        }
        else if (_countingSince is not null)
        {
            Share = Math.Min(1, Share + Recovery);
        }

        (_succeeded, _throttled, _countingSince) = (0, 0, now);
    }

    private int Allowed(int most) => Math.Max(1, (int)(Math.Min(most, limit) * Share));

    private TimeSpan Interval(int most) => Period / Math.Max(1, Math.Min(most, limit) * Share);

    private TimeSpan Taken(long number) => _lastTaken[number % limit];

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
