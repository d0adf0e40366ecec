namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>How moving a go-live date affects one touchpoint.</summary>
/// <param name="Kind">Which touchpoint.</param>
/// <param name="Number">Which check-in; else 0.</param>
/// <param name="Before">The date it is planned for now.</param>
/// <param name="After">The date it would be planned for.</param>
/// <param name="Effect">The effect of the move.</param>
public sealed record MovedTouchpoint(TouchpointKind Kind, int Number, LocalDate Before, LocalDate After, MoveEffect Effect);

/// <summary>How moving its date affects a touchpoint.</summary>
public enum MoveEffect
{
    /// <summary>It goes out on another day.</summary>
    Moves,

    /// <summary>Its time has passed: those who received it keep it.</summary>
    StaysSent,

    /// <summary>Its new time has passed: it goes out at once if it still helps.</summary>
    AtOnce,
}

/// <summary>Compares a cohort's timeline before and after a go-live move.</summary>
public static class MovePreview
{
    /// <summary>The changes, in table order; touchpoints that keep their day are omitted.</summary>
    /// <param name="timing">The rollout's timing.</param>
    /// <param name="cohort">The cohort as it is now.</param>
    /// <param name="goLive">The new go-live date.</param>
    /// <param name="now">The present.</param>
    public static IReadOnlyList<MovedTouchpoint> Of(TimingPlan timing, Cohort cohort, LocalDate goLive, Instant now)
    {
        ArgumentNullException.ThrowIfNull(timing);
        ArgumentNullException.ThrowIfNull(cohort);
        var before = new TouchpointDates(timing, timing.Calendar, cohort.GoLive);
        var after = new TouchpointDates(timing, timing.Calendar, goLive);
        IEnumerable<(TouchpointKind Kind, int Number, LocalDate Before, LocalDate After)> all =
        [
            (TouchpointKind.Checklist, 0, before.Checklist, after.Checklist),
            (TouchpointKind.Tasks, 0, before.Tasks, after.Tasks),
            (TouchpointKind.Email, 0, before.Email, after.Email),
            (TouchpointKind.Reminder, 0, before.Reminder, after.Reminder),
            (TouchpointKind.Readiness, 0, before.Readiness, after.Readiness),
            (TouchpointKind.Invitation, 0, before.Invitation, after.Invitation),
            (TouchpointKind.GoLive, 0, before.GoLive, after.GoLive),
            .. Enumerable.Range(1, timing.CheckInCount)
                .Select(n => (TouchpointKind.CheckIn, n, before.CheckIn(n), after.CheckIn(n))),
        ];
        return
        [
            .. all.Where(row => row.Before != row.After).Select(row => new MovedTouchpoint(
                row.Kind,
                row.Number,
                row.Before,
                row.After,
                HasPassed(row.Before) ? MoveEffect.StaysSent : HasPassed(row.After) ? MoveEffect.AtOnce : MoveEffect.Moves)),
        ];

        bool HasPassed(LocalDate date) => timing.Hours.SendTimeOn(date, timing.Calendar, cohort.Zone) <= now;
    }
}
