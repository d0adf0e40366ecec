namespace TeamsRolloutBot.Time;

/// <summary>
/// A clock that can be put forward, so that a rollout of months can be lived through in minutes.
/// Development only; outside it the offset stays zero. It never goes back: what was sent would be
/// due again.
/// </summary>
internal sealed class MovableClock(IClock real) : IClock
{
    private long _offsetTicks;

    /// <summary>The clock was put forward.</summary>
    public event EventHandler? Moved;

    /// <summary>How far it is ahead.</summary>
    public Duration Offset => Duration.FromTicks(Interlocked.Read(ref _offsetTicks));

    public Instant GetCurrentInstant() => real.GetCurrentInstant() + Offset;

    /// <summary>
    /// Puts the clock forward to an instant; an instant that has passed changes nothing.
    /// </summary>
    public void MoveTo(Instant target)
    {
        var ahead = target - GetCurrentInstant();
        if (ahead > Duration.Zero)
        {
            // Kept in ticks: rounded up, so that the instant is reached and not just missed.
            Restore(Offset + ahead + Duration.FromTicks(1) - Duration.Epsilon);
        }
    }

    /// <summary>Takes up an offset that was kept over a restart.</summary>
    public void Restore(Duration offset)
    {
        Interlocked.Exchange(ref _offsetTicks, offset.BclCompatibleTicks);
        Moved?.Invoke(this, EventArgs.Empty);
    }
}
