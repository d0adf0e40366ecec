namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>A person's progress, in one cohort or across all of theirs.</summary>
/// <param name="IsMember">They are a team member.</param>
/// <param name="HasStarted">They have done at least one task.</param>
/// <param name="IsReached">Their checklist was delivered to a chat.</param>
/// <param name="HasOpenTasks">At least one of their tasks is open.</param>
/// <param name="IsTrained">They attended a training session.</param>
/// <param name="IsAtRisk">They answered no twice or left three check-ins unanswered.</param>
/// <param name="HasNoApp">Messages wait for them to get the app.</param>
/// <param name="LastAnswer">Their latest check-in answer; null if there is none.</param>
public readonly record struct PersonStanding(
    bool IsMember, bool HasStarted, bool IsReached, bool HasOpenTasks, bool IsTrained, bool IsAtRisk, bool HasNoApp,
    CheckInAnswer? LastAnswer)
{
    /// <summary>A person's progress in one cohort.</summary>
    public static PersonStanding Of(RolloutDefinition definition, Participant participant, bool isTrained)
    {
        var hasNoApp = participant.History.Contacts.Values.Any(contact =>
            contact.Outcome == ContactOutcome.Failed && contact.Obstacle.IsWaiting());
        if (!participant.IsMember)
        {
            return default(PersonStanding) with { HasNoApp = hasNoApp };
        }

        var tasks = Checklists.ForMember(definition, participant.Role);
        return new PersonStanding(
            IsMember: true,
            HasStarted: participant.Progress.CountDone(tasks) > 0,
            IsReached: participant.History.ReachedAt(TouchpointKind.Checklist) is not null,
            HasOpenTasks: !participant.Progress.AllDone(tasks),
            isTrained,
            IsAtRisk: participant.Risk != RiskReason.None,
            hasNoApp,
            participant.Answers.Count == 0 ? null : participant.Answers.Last().Value);
    }

    /// <summary>
    /// Merges the same person's progress in another cohort; the later answer wins.
    /// </summary>
    public PersonStanding With(PersonStanding other) => new(
        IsMember || other.IsMember,
        HasStarted || other.HasStarted,
        IsReached || other.IsReached,
        HasOpenTasks || other.HasOpenTasks,
        IsTrained || other.IsTrained,
        IsAtRisk || other.IsAtRisk,
        HasNoApp || other.HasNoApp,
        LastAnswer is null || other.LastAnswer?.At > LastAnswer.At ? other.LastAnswer : LastAnswer);
}
