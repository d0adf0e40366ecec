using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>What stands in the history.</summary>
internal static class AuditWords
{
    /// <summary>What was done, in a word or two.</summary>
    public static string What(AuditAction action) => action switch
    {
        AuditAction.CohortAdded => "added a cohort",
        AuditAction.Answered => "answered a question",
        AuditAction.Nudged => "nudged",
        AuditAction.TrainingPlanned => "planned training sessions",
        AuditAction.Resent => "sent again what had failed",
        AuditAction.CohortChanged => "changed a cohort",
        AuditAction.StartedAfresh => "started afresh",
        AuditAction.MarkedDone => "marked tasks as done for others",
        AuditAction.CohortRemoved => "removed a cohort",
        AuditAction.Undone => "took something back",
        AuditAction.Edited => "changed the definition",
        AuditAction.Forgot => "erased somebody’s data",
        AuditAction.Unknown => "did something this release of the bot does not know",
        _ => action.ToString().ToLowerInvariant(),
    };
}
