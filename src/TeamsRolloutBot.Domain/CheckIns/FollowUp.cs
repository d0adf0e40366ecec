namespace TeamsRolloutBot.Domain.CheckIns;

/// <summary>What was done about something that stops somebody.</summary>
public enum FollowUp
{
    /// <summary>Nothing yet.</summary>
    None,

    Answered,

    /// <summary>It is gone through in a training.</summary>
    InTraining,

    PassedToCommittee,
}

/// <summary>The same as a person reads it.</summary>
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
