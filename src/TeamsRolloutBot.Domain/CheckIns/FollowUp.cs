namespace TeamsRolloutBot.Domain.CheckIns;

/// <summary>How a reported blocker was followed up.</summary>
public enum FollowUp
{
    /// <summary>Nothing yet.</summary>
    None,

    Answered,

    /// <summary>Covered in a training session.</summary>
    InTraining,

    PassedToCommittee,
}

/// <summary>The follow-up as displayed text.</summary>
public static class FollowUps
{
    public static string Text(this FollowUp followUp) => followUp switch
    {
        FollowUp.Answered => RuleTexts.Answered,
        FollowUp.InTraining => RuleTexts.InTraining,
        FollowUp.PassedToCommittee => RuleTexts.PassedToTheCommittee,
        _ => string.Empty,
    };
}
