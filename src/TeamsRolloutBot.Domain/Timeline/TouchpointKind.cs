namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>What a planned contact is about.</summary>
public enum TouchpointKind
{
    /// <summary>A member's checklist (<c>phase1.checklist</c>).</summary>
    Checklist,

    /// <summary>The implementation manager's checklist (<c>phase1.tasks</c>).</summary>
    Tasks,

    /// <summary>The welcome e-mail (<c>phase1.email</c>).</summary>
    Email,

    /// <summary>Reminder to a member with open tasks (<c>phase1.reminder</c>).</summary>
    Reminder,

    /// <summary>Who is ready, for the cohort's manager (<c>phase1.readiness</c>).</summary>
    Readiness,

    /// <summary>The training sessions (<c>phase2.invitation</c>).</summary>
    Invitation,

    /// <summary>Go-live (<c>phase3.golive</c>).</summary>
    GoLive,

    /// <summary>A check-in (<c>phase3.checkin</c>).</summary>
    CheckIn,

    /// <summary>
    /// Reminder to a member who has not answered a check-in (<c>phase3.nudge</c>).
    /// </summary>
    Nudge,

    /// <summary>The rollout manager's weekly digest (<c>digest</c>).</summary>
    Digest,
}

/// <summary>The names of the kinds, as used on cards, in files and in stored keys.</summary>
public static class TouchpointKinds
{
    private static readonly string[] Names =
    [
        "phase1.checklist", "phase1.tasks", "phase1.email", "phase1.reminder", "phase1.readiness",
        "phase2.invitation", "phase3.golive", "phase3.checkin", "phase3.nudge", "digest",
    ];

    public static string Name(this TouchpointKind kind) => Names[(int)kind];

    /// <summary>The kind with that name, or null.</summary>
    public static TouchpointKind? Parse(string? name)
    {
        var index = Array.IndexOf(Names, name);
        return index < 0 ? null : (TouchpointKind)index;
    }

    /// <summary>
    /// True for contacts specific to one cohort and its manager, which are never merged across
    /// cohorts: the manager's tasks and readiness, and the cohort lead's invitation.
    /// </summary>
    /// <param name="kind">The kind.</param>
    /// <param name="isLead">Whether the recipient is the cohort's implementation manager.</param>
    public static bool IsForEachCohort(this TouchpointKind kind, bool isLead) =>
        kind is TouchpointKind.Tasks or TouchpointKind.Readiness || (kind == TouchpointKind.Invitation && isLead);

    /// <summary>True for repeating kinds, distinguished by number.</summary>
    public static bool IsNumbered(this TouchpointKind kind) => kind is TouchpointKind.CheckIn or TouchpointKind.Nudge;
}
