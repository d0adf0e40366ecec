using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Sessions;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Takes a cohort out of a launched rollout: its meetings are cancelled, its history is kept, and
/// nothing else is left of it. A removal that was cut short is finished by the housekeeping.
/// </summary>
internal sealed partial class CohortRemoval(
    Lifecycle lifecycle, RolloutRepository rollouts, RemovedCohorts removed, AuditRepository audit, SessionCalendar calendar,
    RolloutEraser eraser, ILogger<CohortRemoval> logger)
{
    /// <returns>Why it can't be; null: it is out.</returns>
    public async Task<Refusal?> RemoveAsync(StoredRollout rollout, CohortId cohort, PersonId by, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohort);
        await removed.AddAsync(rollout.TenantId, key, ct);

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
            await removed.RemoveAsync(key, ct);
            return refusal ?? new Refusal(ManagerTexts.TheRolloutIsGone);
        }

        await TryFinishAsync(rollout.TenantId, key, ct);
        return null;
    }

    /// <summary>Finishes removals that were cut short.</summary>
    public async Task ResumeAsync(CancellationToken ct)
    {
        await foreach (var (tenantId, cohort) in removed.ListAsync(ct))
        {
            if ((await rollouts.FindAsync(cohort.Rollout, ct))?.Definition.FindCohort(cohort.Cohort) is null)
            {
                await TryFinishAsync(tenantId, cohort, ct);
            }
        }
    }

    // What Microsoft 365 does not do for the moment is done later: only the cohort's rows say which
    // meetings there are.
    private async Task TryFinishAsync(string tenantId, CohortKey cohort, CancellationToken ct)
    {
        try
        {
            await calendar.CancelAllAsync(tenantId, cohort, ct);
        }
        catch (GraphException failure)
        {
            LogNotCancelled(logger, failure.Kind);
            if (failure.IsPassing)
            {
                return;
            }
        }

        if (await rollouts.FindAsync(cohort.Rollout, ct) is not null)
        {
            await audit.CollectAsync(cohort, ct);
        }

        await eraser.EraseCohortAsync(tenantId, cohort, ct);
        await removed.RemoveAsync(cohort, ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The meetings of a removed cohort could not be cancelled: {Kind}")]
    private static partial void LogNotCancelled(ILogger logger, GraphFailureKind kind);
}
