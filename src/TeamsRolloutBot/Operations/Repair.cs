using TeamsRolloutBot.State;
using TeamsRolloutBot.State.Maintenance;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Recomputes everything that is derived from other rows, and says where it differed. Also brings
/// state of earlier releases up to date.
/// </summary>
internal sealed class Repair(
    TableStore store, RolloutRepository rollouts, CohortRepair cohorts, KnownPeopleRepository known, Retention retention, IClock clock)
{
    /// <param name="onlyLook">Changes nothing.</param>
    /// <param name="report">Is given each difference; ids and counts, no names.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>How many rollouts were looked at, and how many differences there were.</returns>
    public async Task<(int Rollouts, int Differences)> RunAsync(bool onlyLook, Action<string> report, CancellationToken ct)
    {
        var (count, differences) = (0, 0);
        await foreach (var partition in store.ListPartitionsAsync(Table.Rollouts, ct))
        {
            if (RolloutId.Parse(partition) is not { } id || await rollouts.FindAsync(id, ct) is not { } rollout)
            {
                continue;
            }

            count++;
            if (!onlyLook)
            {
                await UpdateAsync(rollout, ct);
            }

            var keys = rollout.Definition.Cohorts.Select(cohort => new CohortKey(id, cohort.Id)).Append(CohortKey.ForRollout(id));
            foreach (var key in keys)
            {
                foreach (var difference in await cohorts.RunAsync(key, rollout.Definition, onlyLook, ct))
                {
                    report($"{key.Partition}: {difference}");
                    differences++;
                }
            }
        }

        await foreach (var partition in store.ListPartitionsAsync(Table.Settings, ct))
        {
            if (KnownPeopleRepository.TenantOf(partition) is { } tenant
                && await known.RepairAsync(tenant, onlyLook, ct) is var rows and > 0)
            {
                report($"index of names: {rows} rows");
                differences++;
            }
        }

        return (count, differences);
    }

    // Earlier releases did not list a tenant's rollouts, nor write down when one was closed: its
    // time runs from now on.
    private async Task UpdateAsync(StoredRollout rollout, CancellationToken ct)
    {
        await rollouts.ListInTenantAsync(rollout, ct);
        if (rollout.Rollout is { State: RolloutState.Closed, ClosedAt: null })
        {
            var now = clock.GetCurrentInstant();
            await rollouts.ChangeAsync(rollout.Id, before => before with { Rollout = before.Rollout with { ClosedAt = now } }, ct);
            await retention.NoteAsync(rollout.Id, now, ct);
        }
    }
}
