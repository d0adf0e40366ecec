using System.Collections.Immutable;

namespace TeamsRolloutBot.State;

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

    /// <summary>The ids of what the company has set up, of the playbook's list.</summary>
    public IReadOnlySet<string> SetupDone { get; init; } = ImmutableSortedSet<string>.Empty;

    /// <summary>
    /// With one of them ticked, or not any more; the same where it is so already.
    /// </summary>
    public StoredRollout WithSetup(string item, bool isDone) =>
        SetupDone.Contains(item) == isDone
            ? this
            : this with
            {
                SetupDone = isDone
                    ? SetupDone.Append(item).ToImmutableSortedSet(StringComparer.Ordinal)
                    : SetupDone.Where(done => done != item).ToImmutableSortedSet(StringComparer.Ordinal),
            };

    public Domain.RolloutId Id => Rollout.Id;

    public RolloutDefinition Definition => Rollout.Definition;
}
