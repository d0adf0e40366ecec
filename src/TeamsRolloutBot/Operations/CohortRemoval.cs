using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>Takes a cohort out of a launched rollout.</summary>
internal sealed class CohortRemoval(Lifecycle lifecycle, Membership membership)
{
    /// <returns>Why it can't be; null: it is out.</returns>
    public async Task<Refusal?> RemoveAsync(StoredRollout rollout, CohortId cohort, PersonId by, CancellationToken ct)
    {
        // The definition first: what is on its way to the cohort is dropped by the last look before
        // sending.
        var (after, refusal) = await lifecycle.EditAsync(
            rollout.Id,
            definition => definition.Cohorts.Count > 1
                ? (definition.WithoutCohort(cohort), null)
                : (definition, new Refusal(ManagerTexts.ItIsTheOnlyCohortClose)),
            AuditAction.CohortRemoved,
            by,
            ct,
            cohort);
        if (refusal is not null || after is null)
        {
            return refusal ?? new Refusal(ManagerTexts.TheRolloutIsGone);
        }

        await membership.ClearAsync(rollout, cohort, ct);
        return null;
    }
}
