using System.Runtime.CompilerServices;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>
/// Cohorts that are taken out of their rollout, until nothing is left of them: one small partition,
/// read by the housekeeping.
/// </summary>
internal sealed class RemovedCohorts(ITableStore store)
{
    private const string Partition = "removed-cohorts";
    private const int Version = 1;

    public Task AddAsync(string tenantId, CohortKey cohort, CancellationToken ct = default) =>
        store.CommitAsync(
            Table.Settings, Partition,
            [RowWrite.Upsert(RowOf(cohort), SchemaVersion.Stamp(new RowValues { { "tenant", tenantId } }, Version))], ct).AsTask();

    public Task RemoveAsync(CohortKey cohort, CancellationToken ct = default) =>
        store.CommitAsync(Table.Settings, Partition, [RowWrite.Delete(RowOf(cohort))], ct).AsTask();

    public async IAsyncEnumerable<(string TenantId, CohortKey Cohort)> ListAsync([EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var row in store.QueryAsync(Table.Settings, Partition, RowRange.All, ct))
        {
            SchemaVersion.Check(row.Values, Version);
            var bar = row.Key.IndexOf('|', StringComparison.Ordinal);
            yield return (
                row.Values.GetString("tenant"),
                new CohortKey(
                    RolloutId.Parse(row.Key[..bar]) ?? throw StoredValues.Damaged("a rollout's id"),
                    new CohortId(row.Key[(bar + 1)..])));
        }
    }

    private static string RowOf(CohortKey cohort) => $"{cohort.Rollout.Value}|{cohort.Cohort.Value}";
}
