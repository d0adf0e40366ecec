namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>How the company starts.</summary>
public enum Approach
{
    /// <summary>One cohort after another; recommended.</summary>
    Phased,

    /// <summary>
    /// Everybody on the same day; allowed after a warning, with exactly one cohort.
    /// </summary>
    InstantOn,
}

/// <summary>What a cohort represents, which determines the order of cohorts.</summary>
public enum Strategy
{
    /// <summary>Corporate offices first, then branches.</summary>
    ByOffice,

    /// <summary>By business unit or market sector.</summary>
    ByBusinessUnit,

    /// <summary>Projects in the order they come online.</summary>
    ByProjectStart,
}

/// <summary>The state of a rollout.</summary>
public enum RolloutState
{
    Draft,
    Running,
    Paused,
    Closed,
}
