namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>
/// What status shows of a cohort without reading its people: the sum of its participants'
/// contributions. Counts change in the same commit as the participant they count.
/// </summary>
public sealed record CohortCounts
{
    public static CohortCounts Zero { get; } = new() { Reached = 0, CheckIns = CheckInTally.Empty };

    public int Members { get; init; }

    /// <summary>Phase 1 tasks of all members.</summary>
    public int Tasks { get; init; }

    /// <summary>Phase 1 tasks done.</summary>
    public int TasksDone { get; init; }

    /// <summary>Members with at least one task done.</summary>
    public int Started { get; init; }

    /// <summary>
    /// Members whose checklist was delivered to a chat; null for counts of an earlier release that
    /// have not been recalculated.
    /// </summary>
    public int? Reached { get; init; }

    /// <summary>Members with every task done.</summary>
    public int Ready { get; init; }

    /// <summary>Tasks of the implementation manager.</summary>
    public int ManagerTasks { get; init; }

    public int ManagerTasksDone { get; init; }

    public int Queued { get; init; }

    public int Sent { get; init; }

    public int Skipped { get; init; }

    /// <summary>
    /// Undeliverable messages, excluding those waiting for the person to get the app.
    /// </summary>
    public int Failed { get; init; }

    /// <summary>
    /// What prevents messages from being delivered, including waiting for the app.
    /// </summary>
    public ObstacleTally Obstacles { get; init; } = ObstacleTally.Empty;

    /// <summary>Members reached by at least one check-in.</summary>
    public int CheckedIn { get; init; }

    /// <summary>Members whose newest answer is yes; the next two likewise.</summary>
    public int UsageYes { get; init; }

    public int UsagePartly { get; init; }

    public int UsageNo { get; init; }

    /// <summary>
    /// The answers to each check-in; null in the same case as <see cref="Reached"/>.
    /// </summary>
    public CheckInTally? CheckIns { get; init; }

    public int AtRisk { get; init; }

    /// <summary>Open questions; counted with the question, not the participant.</summary>
    public int QuestionsOpen { get; init; }

    public int QuestionsAnswered { get; init; }

    /// <summary>
    /// How many people can't be reached for a reason. Failures without a recorded reason
    /// (<see cref="Obstacle.None"/>, earlier releases) are known by message only, so each message
    /// counts as a person.
    /// </summary>
    public ObstacleCount UnreachedBy(Obstacle obstacle)
    {
        if (obstacle != Obstacle.None)
        {
            return Obstacles[obstacle];
        }

        var untold = Failed - Obstacles.Counts.Where(count => !count.Key.IsWaiting()).Sum(count => count.Value.Messages);
        return new ObstacleCount(untold, untold);
    }

    /// <summary>The counts after a participant has changed; null means absent.</summary>
    public CohortCounts Change(RolloutDefinition definition, Participant? before, Participant? after) =>
        Add(definition, before, -1).Add(definition, after, 1) with
        {
            CheckIns = CheckIns?.Change(before, after),
            Obstacles = Obstacles.Change(before, after),
        };

    /// <summary>
    /// The counts recomputed from the participants; used to check and repair them.
    /// </summary>
    public static CohortCounts Sum(RolloutDefinition definition, IEnumerable<Participant> participants) =>
        participants.Aggregate(Zero, (counts, participant) => counts.Change(definition, null, participant));

    private CohortCounts Add(RolloutDefinition definition, Participant? participant, int sign)
    {
        if (participant is not { HasLeft: false })
        {
            return this;
        }

        IReadOnlyList<ChecklistTask> memberTasks = participant.IsMember ? Checklists.ForMember(definition, participant.Role) : [];
        IReadOnlyList<ChecklistTask> managerTasks = participant.IsImplementationManager
            ? Checklists.ForImplementationManager(definition)
            : [];
        var done = participant.Progress.CountDone(memberTasks);
        var newest = participant.IsMember && participant.Answers.Count > 0 ? participant.Answers.Last().Value.Usage : (Usage?)null;
        return this with
        {
            Members = Members + (participant.IsMember ? sign : 0),
            Tasks = Tasks + (sign * memberTasks.Count),
            TasksDone = TasksDone + (sign * done),
            Started = Started + (done > 0 ? sign : 0),
            Reached = Reached + (participant.IsMember && participant.History.ReachedAt(TouchpointKind.Checklist) is not null ? sign : 0),
            Ready = Ready + (participant.IsMember && done == memberTasks.Count ? sign : 0),
            ManagerTasks = ManagerTasks + (sign * managerTasks.Count),
            ManagerTasksDone = ManagerTasksDone + (sign * participant.Progress.CountDone(managerTasks)),
            Queued = Queued + (sign * participant.History.Count(ContactOutcome.Queued)),
            Sent = Sent + (sign * participant.History.Count(ContactOutcome.Sent)),
            Skipped = Skipped + (sign * participant.History.Count(ContactOutcome.Skipped)),
            Failed = Failed + (sign * participant.History.CountUndeliverable()),
            CheckedIn = CheckedIn + (participant.IsMember && participant.NewestCheckIn > 0 ? sign : 0),
            UsageYes = UsageYes + (newest == Usage.Yes ? sign : 0),
            UsagePartly = UsagePartly + (newest == Usage.Partly ? sign : 0),
            UsageNo = UsageNo + (newest == Usage.No ? sign : 0),
            AtRisk = AtRisk + (participant.IsMember && participant.Risk != RiskReason.None ? sign : 0),
        };
    }
}
