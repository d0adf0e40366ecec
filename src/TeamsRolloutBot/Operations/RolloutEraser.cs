using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Removes a rollout and everything in it: an abandoned draft or an expired closed one. The rollout
/// itself goes last, so that an interrupted removal is found and finished.
/// </summary>
internal sealed class RolloutEraser(ITableStore store, RolloutRepository rollouts, CohortRepository cohorts, UserRepository users)
{
    public async Task EraseAsync(StoredRollout rollout, CancellationToken ct)
    {
        foreach (var key in rollout.Keys)
        {
            await EraseCohortAsync(rollout.TenantId, key, ct);
        }

        foreach (var person in rollout.Definition.Committee)
        {
            await users.RemovePartAsync(rollout.TenantId, new Part(rollout.Id, null, Involvement.Committee, person.Id), ct);
        }

        await users.RemovePartAsync(rollout.TenantId, new Part(rollout.Id, null, Involvement.Owner, rollout.Rollout.Owner.Id), ct);
        await PartitionErasure.RunAsync(store, Table.Audit, rollout.Id.Value, RowRange.All, ct);
        await rollouts.DeleteAsync(rollout, ct);
    }

    /// <summary>Removes everybody's part in a cohort, and then everything in it.</summary>
    public async Task EraseCohortAsync(string tenantId, CohortKey key, CancellationToken ct)
    {
        await foreach (var participant in cohorts.ListParticipantsAsync(key, ct: ct))
        {
            await Task.WhenAll(new[] { Involvement.Member, Involvement.ImplementationManager }.Select(involvement =>
                users.RemovePartAsync(tenantId, new Part(key.Rollout, key.Cohort, involvement, participant.Person.Id), ct)));
        }

        await cohorts.ClearAsync(key, ct);
    }
}
