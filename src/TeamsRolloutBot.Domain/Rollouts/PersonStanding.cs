namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>Where one person stands, in one cohort or in all that they are in.</summary>
/// <param name="IsMember">They are a team member.</param>
/// <param name="HasStarted">They have done at least one task.</param>
/// <param name="IsReached">Their checklist was delivered to a chat.</param>
/// <param name="HasOpenTasks">A task of theirs is not done.</param>
/// <param name="IsTrained">They were at a training session.</param>
/// <param name="IsAtRisk">They said no twice, or left three check-ins unanswered.</param>
/// <param name="HasNoApp">Messages wait for them to get the app.</param>
/// <param name="LastAnswer">Their last answer to a check-in; null: they have given none.</param>
public readonly record struct PersonStanding(
    bool IsMember, bool HasStarted, bool IsReached, bool HasOpenTasks, bool IsTrained, bool IsAtRisk, bool HasNoApp,
    CheckInAnswer? LastAnswer)
{
    /// <summary>Where somebody stands in one cohort.</summary>
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
    /// The same person in another cohort as well; of two last answers the later counts.
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
