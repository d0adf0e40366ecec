namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>
/// What makes a touchpoint this one and no other. It never changes, whatever date moves, so that it
/// is sent at most once.
/// </summary>
/// <param name="Cohort">Null for the rollout's digest.</param>
/// <param name="Person">Who is contacted.</param>
/// <param name="Kind">What about.</param>
/// <param name="Number">Check-ins and nudges: 1, 2, …; digests: the number of the week since 1970;
/// else 0.</param>
public readonly record struct TouchpointKey(CohortId? Cohort, PersonId Person, TouchpointKind Kind, int Number);

/// <summary>What a planned contact additionally depends on when its time has come.</summary>
public enum TouchpointCondition
{
    None,

    /// <summary>Only to a member with open tasks.</summary>
    OpenTasks,

    /// <summary>Only to a member who has not answered the check-in.</summary>
    NoAnswer,
}

/// <summary>One planned contact: who gets it, what, when.</summary>
/// <param name="Key">What makes it this one.</param>
/// <param name="Due">When it is sent.</param>
/// <param name="Zone">The recipient's zone.</param>
public sealed record Touchpoint(TouchpointKey Key, Instant Due, DateTimeZone Zone)
{
    public TouchpointKind Kind => Key.Kind;

    public int Number => Key.Number;

    /// <summary>When it is sent, in the recipient's zone.</summary>
    public LocalDateTime Local => Due.InZone(Zone).LocalDateTime;

    public TouchpointCondition Condition => Kind switch
    {
        TouchpointKind.Reminder => TouchpointCondition.OpenTasks,
        TouchpointKind.Nudge => TouchpointCondition.NoAnswer,
        _ => TouchpointCondition.None,
    };
}
