using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>
/// Removes rows of a partition, however many there are. If interrupted, run it again to continue.
/// </summary>
internal static class PartitionErasure
{
    public static async Task RunAsync(ITableStore store, Table table, string partition, RowRange range, CancellationToken ct)
    {
        var keys = new List<string>();
        await foreach (var row in store.QueryAsync(table, partition, range, ct))
        {
            keys.Add(row.Key);
        }

        foreach (var chunk in keys.Chunk(StorageLimits.MaxWrites))
        {
            await store.CommitAsync(table, partition, [.. chunk.Select(RowWrite.Delete)], ct);
        }
    }
}
