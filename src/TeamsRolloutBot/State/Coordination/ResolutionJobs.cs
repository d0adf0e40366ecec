using System.Runtime.CompilerServices;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>
/// The cohorts with pending directory look-ups: one small partition, so that look-ups resume after
/// a restart.
/// </summary>
internal sealed class ResolutionJobs(ITableStore store)
{
    private const string Partition = "lookups";
    private const int Version = 1;

    /// <summary>
    /// Requests a look-up for a cohort; requesting again while it runs restarts it.
    /// </summary>
    public Task AskAsync(CohortKey cohort, CancellationToken ct = default) =>
        store.CommitAsync(
            Table.Settings, Partition,
            [RowWrite.Upsert(cohort.Partition, SchemaVersion.Stamp(new RowValues { { "id", Guid.NewGuid().ToString("N") } }, Version))],
            ct).AsTask();

    /// <summary>The cohorts, each with an ETag that identifies the request.</summary>
    public async IAsyncEnumerable<(CohortKey Cohort, string ETag)> ListAsync([EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var row in store.QueryAsync(Table.Settings, Partition, RowRange.All, ct))
        {
            SchemaVersion.Check(row.Values, Version);
            var parts = row.Key.Split('|');
            yield return (new CohortKey(new RolloutId(parts[0]), new CohortId(parts[1])), row.ETag);
        }
    }

    /// <summary>Marks a request as done, unless it was renewed meanwhile.</summary>
    public Task RemoveAsync(CohortKey cohort, string etag, CancellationToken ct = default) =>
        store.CommitAsync(Table.Settings, Partition, [RowWrite.Delete(cohort.Partition, etag)], ct).AsTask();
}
