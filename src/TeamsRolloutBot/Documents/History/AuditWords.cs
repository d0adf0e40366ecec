using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>The wording of the history.</summary>
internal static class AuditWords
{
    /// <summary>The stored detail of ticking the whole first phase for somebody.</summary>
    public const string AllOfPhase1 = "all of phase 1";

    /// <summary>The stored detail of an automatic resume after a pause until a date.</summary>
    public const string AsPlanned = "as planned";

    /// <summary>
    /// An entry's detail. File kinds and “all of phase 1” are stored under their English names,
    /// other text as it is.
    /// </summary>
    public static string? Detail(string? stored) => stored switch
    {
        AllOfPhase1 => ExportTexts.RecordedAllOfPhase1,
        AsPlanned => ExportTexts.RecordedAsPlanned,
        "history" => ExportTexts.RecordedHistory,
        "definition" => ExportTexts.RecordedDefinition,
        "progress" => ExportTexts.RecordedProgress,
        "welcome e-mails" => ExportTexts.RecordedWelcomeEmails,
        "closing report" => ExportTexts.RecordedClosingReport,
        "personal data" => ExportTexts.RecordedPersonalData,
        _ => stored is null ? null : PlaybookContent.TaskTitle(stored),
    };

    /// <summary>The action in a word or two.</summary>
    public static string What(AuditAction action) => action switch
    {
        AuditAction.CohortAdded => ManagerTexts.AddedACohort,
        AuditAction.Answered => ManagerTexts.AnsweredAQuestion,
        AuditAction.Nudged => ManagerTexts.AuditNudged,
        AuditAction.Defined => ManagerTexts.AuditDefined,
        AuditAction.Launched => ManagerTexts.AuditLaunched,
        AuditAction.Paused => ManagerTexts.AuditPaused,
        AuditAction.Resumed => ManagerTexts.AuditResumed,
        AuditAction.Closed => ManagerTexts.AuditClosed,
        AuditAction.Moved => ManagerTexts.AuditMoved,
        AuditAction.Added => ManagerTexts.AuditAdded,
        AuditAction.Removed => ManagerTexts.AuditRemoved,
        AuditAction.Exported => ManagerTexts.AuditExported,
        AuditAction.Downloaded => ManagerTexts.AuditDownloaded,
        AuditAction.TrainingPlanned => ManagerTexts.PlannedTrainingSessions,
        AuditAction.Resent => ManagerTexts.SentAgainWhatHadFailed,
        AuditAction.CohortChanged => ManagerTexts.ChangedACohort,
        AuditAction.StartedAfresh => ManagerTexts.StartedAfresh,
        AuditAction.MarkedDone => ManagerTexts.MarkedTasksAsDoneForOthers,
        AuditAction.CohortRemoved => ManagerTexts.RemovedACohort,
        AuditAction.Undone => ManagerTexts.TookSomethingBack,
        AuditAction.Edited => ManagerTexts.ChangedTheDefinition,
        AuditAction.Forgot => ManagerTexts.ErasedSomebodysData,
        _ => ManagerTexts.DidSomethingThisReleaseOfThe,
    };
}
