namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>How the company starts.</summary>
public enum Approach
{
    /// <summary>Cohort after cohort; recommended.</summary>
    Phased,

    /// <summary>Everybody on one day; allowed after a warning, with exactly one cohort.</summary>
    InstantOn,
}

/// <summary>What a cohort is, and with it how cohorts are ordered.</summary>
public enum Strategy
{
    /// <summary>Corporate offices first, then branches.</summary>
    ByOffice,

    /// <summary>By business unit or market sector.</summary>
    ByBusinessUnit,

    /// <summary>Projects in the order in which they come online.</summary>
    ByProjectStart,
}

/// <summary>Where a rollout stands.</summary>
public enum RolloutState
{
    Draft,
    Running,
    Paused,
    Closed,
}
