namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>Why a touchpoint is skipped.</summary>
public enum SkipReason
{
    None,
    GoLivePassed,
    ChecklistNotSentBefore,
    TasksNotSentBefore,
    NewerCheckIn,
    GoLiveNotSentBefore,
    CheckInNotSent,
    NewerDigest,
    NoOpenTasks,
    Answered,
    SentForAnotherCohort,
}

/// <summary>The reasons as displayed text.</summary>
public static class SkipReasons
{
    public static string Text(this SkipReason reason) => reason switch
    {
        SkipReason.GoLivePassed => RuleTexts.GoLiveHasPassed,
        SkipReason.ChecklistNotSentBefore => RuleTexts.TheChecklistHasOnlyJustGone,
        SkipReason.TasksNotSentBefore => RuleTexts.TheManagersChecklistHasOnlyJust,
        SkipReason.NewerCheckIn => RuleTexts.ANewerCheckInTakesIts,
        SkipReason.GoLiveNotSentBefore => RuleTexts.TheGoLiveCardHasOnly,
        SkipReason.CheckInNotSent => RuleTexts.ItsCheckInWasNotSent,
        SkipReason.NewerDigest => RuleTexts.ANewerDigestTakesItsPlace,
        SkipReason.NoOpenTasks => RuleTexts.AllTasksAreDone,
        SkipReason.Answered => RuleTexts.TheCheckInWasAnswered,
        SkipReason.SentForAnotherCohort => RuleTexts.SentTheSameDayForAnother,
        _ => string.Empty,
    };
}

/// <summary>The decision about a due touchpoint.</summary>
/// <param name="Touchpoint">As planned.</param>
/// <param name="At">When it goes out: at its own time, or when catching up allows.</param>
/// <param name="Skip">Why it is skipped; <see cref="SkipReason.None"/> if it is sent.</param>
public sealed record Decision(Touchpoint Touchpoint, Instant At, SkipReason Skip)
{
    public bool IsSent => Skip == SkipReason.None;

    /// <summary>When it goes out, in the recipient's zone.</summary>
    public LocalDateTime Local => At.InZone(Touchpoint.Zone).LocalDateTime;
}
