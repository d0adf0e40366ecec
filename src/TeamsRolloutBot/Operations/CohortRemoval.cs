using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Sessions;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Takes a cohort out of a launched rollout: its history is kept, its meetings are cancelled, and
/// nothing else is left of it. A removal that was cut short is finished by the housekeeping.
/// </summary>
internal sealed partial class CohortRemoval(
    Lifecycle lifecycle, RolloutRepository rollouts, RemovedCohorts removals, AuditRepository audit, SessionRepository sessions,
    SessionCalendar calendar, RolloutEraser eraser, ILogger<CohortRemoval> logger)
{
    /// <returns>Why it can't be; null: it is out.</returns>
    public async Task<Refusal?> RemoveAsync(StoredRollout rollout, CohortId cohort, PersonId by, CancellationToken ct)
    {
        var removal = new RemovedCohort { TenantId = rollout.TenantId, Cohort = new CohortKey(rollout.Id, cohort) };
        await removals.SaveAsync(removal, ct);

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
            await removals.DeleteAsync(removal, ct);
            return refusal ?? new Refusal(ManagerTexts.TheRolloutIsGone);
        }

        await FinishAsync(removal, ct);
        return null;
    }

    /// <summary>Finishes removals that were cut short.</summary>
    public async Task ResumeAsync(CancellationToken ct)
    {
        await foreach (var removal in removals.ListAsync(ct))
        {
            await FinishAsync(removal, ct);
        }
    }

    private async Task FinishAsync(RemovedCohort removal, CancellationToken ct)
    {
        // Its id may be that of a newer cohort by now.
        var rollout = await rollouts.FindAsync(removal.Cohort.Rollout, ct);
        if (rollout?.Definition.FindCohort(removal.Cohort.Cohort) is null)
        {
            removal = await EraseAsync(removal, isRolloutThere: rollout is not null, ct);
        }

        if (await CancelAsync(removal, ct))
        {
            await removals.DeleteAsync(removal, ct);
        }
    }

    // Only the cohort's rows say which meetings there are: they are noted before the rows go.
    private async Task<RemovedCohort> EraseAsync(RemovedCohort removal, bool isRolloutThere, CancellationToken ct)
    {
        var entries = await sessions.ListEntriesAsync(removal.Cohort, ct)
            .Select(entry => new RemovedCohort.Meeting(entry.Organiser, entry.EventId)).ToListAsync(ct);
        if (entries.Count > 0)
        {
            removal = removal with { Meetings = [.. removal.Meetings.Union(entries)] };
            await removals.SaveAsync(removal, ct);
        }

        if (isRolloutThere)
        {
            await audit.CollectAsync(removal.Cohort, ct);
        }

        await eraser.EraseCohortAsync(removal.TenantId, removal.Cohort, ct);
        return removal;
    }

    /// <returns>False where it is to be tried again.</returns>
    private async Task<bool> CancelAsync(RemovedCohort removal, CancellationToken ct)
    {
        try
        {
            await calendar.CancelAsync(removal.TenantId, removal.Meetings, ct);
            return true;
        }
        catch (GraphException failure)
        {
            LogNotCancelled(logger, failure.Kind);
            return !failure.IsPassing;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The meetings of a removed cohort could not be cancelled: {Kind}")]
    private static partial void LogNotCancelled(ILogger logger, GraphFailureKind kind);
}
