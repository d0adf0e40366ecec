using NodaTime;

namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>Why a touchpoint is left out.</summary>
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

/// <summary>Reasons as a person reads them.</summary>
public static class SkipReasons
{
    public static string Text(this SkipReason reason) => reason switch
    {
        SkipReason.GoLivePassed => "go-live has passed",
        SkipReason.ChecklistNotSentBefore => "the checklist has only just gone out",
        SkipReason.TasksNotSentBefore => "the manager's checklist has only just gone out",
        SkipReason.NewerCheckIn => "a newer check-in takes its place",
        SkipReason.GoLiveNotSentBefore => "the go-live card has only just gone out",
        SkipReason.CheckInNotSent => "its check-in was not sent",
        SkipReason.NewerDigest => "a newer digest takes its place",
        SkipReason.NoOpenTasks => "all tasks are done",
        SkipReason.Answered => "the check-in was answered",
        SkipReason.SentForAnotherCohort => "sent the same day for another cohort",
        _ => string.Empty,
    };
}

/// <summary>What is to be done about a touchpoint whose time has come.</summary>
/// <param name="Touchpoint">As planned.</param>
/// <param name="At">When it goes out: at its own time, or when catching up allows.</param>
/// <param name="Skip">Why it does not go out; <see cref="SkipReason.None"/> when it does.</param>
public sealed record Decision(Touchpoint Touchpoint, Instant At, SkipReason Skip)
{
    public bool IsSent => Skip == SkipReason.None;

    /// <summary>When it goes out, in the recipient's zone.</summary>
    public LocalDateTime Local => At.InZone(Touchpoint.Zone).LocalDateTime;
}
