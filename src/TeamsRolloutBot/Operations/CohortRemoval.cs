using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Sessions;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Removes a cohort from a launched rollout: its history is kept, its meetings are cancelled, and
/// everything else is deleted. Housekeeping finishes interrupted removals.
/// </summary>
internal sealed partial class CohortRemoval(
    Lifecycle lifecycle, RolloutRepository rollouts, RemovedCohorts removals, AuditRepository audit, SessionRepository sessions,
    SessionCalendar calendar, RolloutEraser eraser, ILogger<CohortRemoval> logger)
{
    /// <returns>Why it can't be removed; null if it was.</returns>
    public async Task<Refusal?> RemoveAsync(StoredRollout rollout, CohortId cohort, PersonId by, CancellationToken ct)
    {
        var removal = new RemovedCohort { TenantId = rollout.TenantId, Cohort = new CohortKey(rollout.Id, cohort) };
        await removals.SaveAsync(removal, ct);

        // The definition first: in-flight deliveries to the cohort are then dropped by the last
        // check before sending.
        var (after, refusal) = await lifecycle.EditAsync(
            rollout.Id,
            definition => definition.Cohorts.Count > 1
                ? (definition.WithoutCohort(cohort), null)
                : (definition, new Refusal(ManagerTexts.ItIsTheOnlyCohortClose)),
            AuditAction.CohortRemoved,
            by,
            ct,
            cohort,
            rollout.Definition.FindCohort(cohort)?.Name);
        if (refusal is not null || after is null)
        {
            await removals.DeleteAsync(removal, ct);
            return refusal ?? new Refusal(ManagerTexts.TheRolloutIsGone);
        }

        await FinishAsync(removal, ct);
        return null;
    }

    /// <summary>Finishes interrupted removals.</summary>
    public async Task ResumeAsync(CancellationToken ct)
    {
        await foreach (var removal in removals.ListAsync(ct))
        {
            await FinishAsync(removal, ct);
        }
    }

    private async Task FinishAsync(RemovedCohort removal, CancellationToken ct)
    {
        // Its id may belong to a newer cohort by now.
        var rollout = await rollouts.FindAsync(removal.Cohort.Rollout, ct);
        if (rollout?.Definition.FindCohort(removal.Cohort.Cohort) is null)
        {
            removal = await EraseAsync(removal, isRolloutThere: rollout is not null, ct);
        }

        if (await CancelAsync(removal, ct) is { Count: > 0 } left)
        {
            await removals.SaveAsync(removal with { Meetings = left }, ct);
        }
        else
        {
            await removals.DeleteAsync(removal, ct);
        }
    }

    // Only the cohort's rows list its meetings, so save them before deleting the rows.
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

    // One mailbox that refuses does not keep the other trainers' meetings.
    private async Task<IReadOnlyList<RemovedCohort.Meeting>> CancelAsync(RemovedCohort removal, CancellationToken ct)
    {
        List<RemovedCohort.Meeting> left = [];
        foreach (var meeting in removal.Meetings)
        {
            try
            {
                await calendar.CancelAsync(removal.TenantId, meeting, ct);
            }
            catch (GraphException failure)
            {
                LogNotCancelled(logger, failure.Kind);
                if (failure.IsPassing)
                {
                    left.Add(meeting);
                }
            }
        }

        return left;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The meetings of a removed cohort could not be cancelled: {Kind}")]
    private static partial void LogNotCancelled(ILogger logger, GraphFailureKind kind);
}
