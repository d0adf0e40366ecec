using System.Runtime.CompilerServices;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>
/// The cohorts whose people are to be looked up in the directory: one small partition, so that a
/// look-up goes on after a restart.
/// </summary>
internal sealed class ResolutionJobs(ITableStore store)
{
    private const string Partition = "lookups";
    private const int Version = 1;

    /// <summary>Asks for a cohort; asking again while it runs starts it over.</summary>
    public Task AskAsync(CohortKey cohort, CancellationToken ct = default) =>
        store.CommitAsync(
            Table.Settings, Partition,
            [RowWrite.Upsert(cohort.Partition, SchemaVersion.Stamp(new RowValues { { "id", Guid.NewGuid().ToString("N") } }, Version))],
            ct).AsTask();

    /// <summary>The cohorts, each with what tells one asking from the next.</summary>
    public async IAsyncEnumerable<(CohortKey Cohort, string ETag)> ListAsync([EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var row in store.QueryAsync(Table.Settings, Partition, RowRange.All, ct))
        {
            SchemaVersion.Check(row.Values, Version);
            var parts = row.Key.Split('|');
            yield return (new CohortKey(new RolloutId(parts[0]), new CohortId(parts[1])), row.ETag);
        }
    }

    /// <summary>Notes that it is done, unless it was asked for once more meanwhile.</summary>
    public Task RemoveAsync(CohortKey cohort, string etag, CancellationToken ct = default) =>
        store.CommitAsync(Table.Settings, Partition, [RowWrite.Delete(cohort.Partition, etag)], ct).AsTask();
}
