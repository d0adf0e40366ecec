using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Removes a rollout with everything in it: a draft that is given up, a closed one whose time is
/// over. The rollout itself goes last, so that a removal that was cut short is found and finished.
/// </summary>
internal sealed class RolloutEraser(ITableStore store, RolloutRepository rollouts, CohortRepository cohorts, UserRepository users)
{
    public async Task EraseAsync(StoredRollout rollout, CancellationToken ct)
    {
        foreach (var cohort in rollout.Definition.Cohorts)
        {
            await EraseCohortAsync(rollout.TenantId, new CohortKey(rollout.Id, cohort.Id), ct);
        }

        await EraseCohortAsync(rollout.TenantId, CohortKey.ForRollout(rollout.Id), ct);
        foreach (var person in rollout.Definition.Committee)
        {
            await users.RemovePartAsync(rollout.TenantId, new Part(rollout.Id, null, Involvement.Committee, person.Id), ct);
        }

        await users.RemovePartAsync(rollout.TenantId, new Part(rollout.Id, null, Involvement.Owner, rollout.Rollout.Owner.Id), ct);
        await PartitionErasure.RunAsync(store, Table.Audit, rollout.Id.Value, RowRange.All, ct);
        await rollouts.DeleteAsync(rollout, ct);
    }

    /// <summary>Takes everybody out of a cohort, and removes everything in it.</summary>
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
