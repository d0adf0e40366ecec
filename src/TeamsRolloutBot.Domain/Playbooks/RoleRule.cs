using System.Diagnostics.CodeAnalysis;

namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>What has to be true of the people who have a role.</summary>
/// <param name="Role">The id of the role.</param>
public sealed record RoleRule(string Role)
{
    /// <summary>Without anybody in this role the product can't be used.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>How many people should have it; 0: any number.</summary>
    public int RecommendedAtLeast { get; init; }

    /// <summary>The ids of roles that the same person can't have.</summary>
    [AllowNull]
    public IReadOnlyList<string> Excludes { get; init => field = value ?? []; } = [];

    /// <summary>
    /// What to agree on where somebody has this role, in a sentence; null where there is nothing.
    /// </summary>
    public string? Advice { get; init; }
}
