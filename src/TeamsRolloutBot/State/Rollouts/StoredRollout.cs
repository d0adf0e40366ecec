using System.Collections.Immutable;

namespace TeamsRolloutBot.State;

/// <summary>A rollout with the service's own data.</summary>
internal sealed record StoredRollout
{
    public required Rollout Rollout { get; init; }

    /// <summary>The owner's tenant; the rollout's data never leaves it.</summary>
    public required string TenantId { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>The step of the definition dialog where the owner left off; 1 to 11.</summary>
    public int Step { get; init; } = 1;

    /// <summary>
    /// Answering a step returns to the review: the owner has been there, or accepted the playbook's
    /// defaults for the rest.
    /// </summary>
    public bool LeadsToReview { get; init; }

    /// <summary>
    /// Incremented with each change of the definition, which is read again only then.
    /// </summary>
    public int DefinitionRevision { get; init; }

    /// <summary>The ids of completed items of the playbook's company setup.</summary>
    public IReadOnlySet<string> SetupDone { get; init; } = ImmutableSortedSet<string>.Empty;

    /// <summary>
    /// Ticks or unticks a setup item; returns the same instance if nothing changes.
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

    /// <summary>Its cohorts' keys, followed by the one for the whole rollout.</summary>
    public IReadOnlyList<CohortKey> Keys =>
        [.. Definition.Cohorts.Select(cohort => new CohortKey(Id, cohort.Id)), CohortKey.ForRollout(Id)];
}
