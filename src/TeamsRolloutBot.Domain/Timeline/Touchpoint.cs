namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>
/// Identifies a touchpoint. The key stays the same when dates move, so the touchpoint is sent at
/// most once.
/// </summary>
/// <param name="Cohort">Null for the rollout's digest.</param>
/// <param name="Person">Who is contacted.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Number">Check-ins and nudges: 1, 2, …; digests: weeks since 1970; otherwise
/// 0.</param>
public readonly record struct TouchpointKey(CohortId? Cohort, PersonId Person, TouchpointKind Kind, int Number);

/// <summary>An extra condition checked when a planned contact is due.</summary>
public enum TouchpointCondition
{
    None,

    /// <summary>Only for members with open tasks.</summary>
    OpenTasks,

    /// <summary>Only for members who have not answered the check-in.</summary>
    NoAnswer,
}

/// <summary>A planned contact: who, what and when.</summary>
/// <param name="Key">Its identity.</param>
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
