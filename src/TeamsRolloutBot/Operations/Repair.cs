using TeamsRolloutBot.State;
using TeamsRolloutBot.State.Maintenance;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Recomputes everything derived from other rows, and reports differences. Also upgrades state of
/// earlier releases.
/// </summary>
internal sealed class Repair(
    TableStore store, RolloutRepository rollouts, CohortRepair cohorts, KnownPeopleRepository known, Retention retention, IClock clock)
{
    /// <param name="onlyLook">Report only; change nothing.</param>
    /// <param name="report">Receives each difference; ids and counts, no names.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The number of rollouts checked and of differences found.</returns>
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

            foreach (var key in rollout.Keys)
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

    // Earlier releases did not list a tenant's rollouts, nor record closing times: the retention
    // period starts now.
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
