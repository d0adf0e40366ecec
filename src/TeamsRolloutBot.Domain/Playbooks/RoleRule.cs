using System.Diagnostics.CodeAnalysis;

namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>The requirements on a role.</summary>
/// <param name="Role">The id of the role.</param>
public sealed record RoleRule(string Role)
{
    /// <summary>The product can't be used unless somebody has this role.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>The recommended minimum number of people; 0: any number.</summary>
    public int RecommendedAtLeast { get; init; }

    /// <summary>The ids of roles that can't be combined with this one.</summary>
    [AllowNull]
    public IReadOnlyList<string> Excludes { get; init => field = value ?? []; } = [];

    /// <summary>
    /// What to agree on when somebody has this role, in one sentence; null if there is nothing.
    /// </summary>
    public string? Advice { get; init; }
}
