namespace TeamsRolloutBot.Pacing;

/// <summary>
/// Decides when the next request for one tenant may go out. Slots are spread evenly, since what
/// leaves in a burst arrives in one, and no one-second window, wherever it starts, exceeds the
/// limit. What counts is when requests actually went out, so that a late one does not bunch up with
/// those behind it. Instants are relative to a common origin.
/// </summary>
internal sealed class PacingLane(int limit)
{
    /// <summary>
    /// The period in which the limit is used up. Longer than the platform's second because request
    /// latencies vary.
    /// </summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(1018);

    /// <summary>No window of this length contains more requests than the limit.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(1012);

    // Delays are made up for at twice the pace, but by no more than this many slots.
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
    /// The fraction of the full rate currently used: reduced by 429s, then recovering.
    /// </summary>
    public double Share { get; private set; } = 1;

    /// <summary>How long a request must wait; zero if it may go out now.</summary>
    /// <param name="now">The current instant.</param>
    /// <param name="most">This instance's share of the limit per second; at most the limit
    /// itself.</param>
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

    /// <summary>Takes a slot for a request.</summary>
    /// <returns>Its number, for <see cref="WentOut"/>.</returns>
    public long Take(TimeSpan now, int most)
    {
        _lastTaken[_taken % limit] = now;
        var interval = Interval(most);
        _slot = Max(_slot, now - (interval * MostBehind)) + interval;
        return _taken++;
    }

    /// <summary>A request has gone out, possibly later than permitted.</summary>
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
    /// The platform answered 429. A single one may concern one chat and slows down a little;
    /// several in a row concern all requests, and everybody waits as long as asked.
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

    // Once per second: reduce the rate by half the fraction refused, as Data Center TCP does with
    // marked packets (RFC 8257), then increase it slightly. A few refusals unrelated to the rate,
    // about single chats, then cost a fifth of it rather than half.
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
