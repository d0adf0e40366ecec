namespace TeamsRolloutBot.Time;

/// <summary>
/// A clock that can be moved forward, to live through a rollout of months in minutes. Development
/// only; elsewhere the offset stays zero. It never moves back, because messages already sent would
/// become due again.
/// </summary>
internal sealed class MovableClock(IClock real) : IClock
{
    private long _offsetTicks;

    /// <summary>Raised when the clock was moved.</summary>
    public event EventHandler? Moved;

    /// <summary>How far the clock is ahead.</summary>
    public Duration Offset => Duration.FromTicks(Interlocked.Read(ref _offsetTicks));

    public Instant GetCurrentInstant() => real.GetCurrentInstant() + Offset;

    /// <summary>Moves the clock forward; a past instant has no effect.</summary>
    public void MoveTo(Instant target)
    {
        var ahead = target - GetCurrentInstant();
        if (ahead > Duration.Zero)
        {
            // Rounds up to whole ticks, so that the target is reached.
            Restore(Offset + ahead + Duration.FromTicks(1) - Duration.Epsilon);
        }
    }

    /// <summary>Restores an offset saved before a restart.</summary>
    public void Restore(Duration offset)
    {
        Interlocked.Exchange(ref _offsetTicks, offset.BclCompatibleTicks);
        Moved?.Invoke(this, EventArgs.Empty);
    }
}
