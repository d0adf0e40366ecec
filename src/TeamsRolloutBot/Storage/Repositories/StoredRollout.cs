using NodaTime;
using TeamsRolloutBot.Domain.Rollouts;

namespace TeamsRolloutBot.Storage.Repositories;

/// <summary>A rollout with what the service keeps beside it.</summary>
internal sealed record StoredRollout
{
    public required Rollout Rollout { get; init; }

    /// <summary>The tenant of the owner; everything about the rollout stays within it.</summary>
    public required string TenantId { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>The step of the definition dialog at which the owner left off; 1 to 11.</summary>
    public int Step { get; init; } = 1;

    /// <summary>
    /// A step that is answered leads to the review: its owner has been there, or took the
    /// playbook's defaults for everything else.
    /// </summary>
    public bool LeadsToReview { get; init; }

    /// <summary>
    /// Counts the definition's changes; the definition is read again only when it has changed.
    /// </summary>
    public int DefinitionRevision { get; init; }

    public Domain.RolloutId Id => Rollout.Id;

    public RolloutDefinition Definition => Rollout.Definition;
}
