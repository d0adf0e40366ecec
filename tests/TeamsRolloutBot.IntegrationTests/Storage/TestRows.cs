using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.IntegrationTests.Storage;

/// <summary>Rows and results, each as one line.</summary>
internal static class TestRows
{
    public static RowValues Number(long number) => new() { { "Number", number } };

    public static RowValues TextRow(string text) => new() { { "Text", text } };

    /// <summary>The ETag at a position of a commit that must have succeeded.</summary>
    public static string ETag(this CommitResult result, int position = 0) =>
        Assert.IsType<CommitResult.Committed>(result).ETags[position]!;

    public static void AssertConflict(int position, ConflictReason reason, CommitResult result) =>
        Assert.Equal(new CommitResult.Conflict(position, reason), result);

    public static async Task<List<string>> KeysAsync(
        this ITableStore store, string partition, RowRange range, Table table = Table.Cohorts)
    {
        var keys = new List<string>();
        await foreach (var row in store.QueryAsync(table, partition, range))
        {
            keys.Add(row.Key);
        }

        return keys;
    }

    /// <summary>Inserts rows in the largest commits allowed.</summary>
    public static async Task InsertAllAsync(this ITableStore store, string partition, IEnumerable<string> keys)
    {
        foreach (var chunk in keys.Chunk(StorageLimits.MaxWrites))
        {
            var result = await store.CommitAsync(
                Table.Cohorts, partition, [.. chunk.Select((key, i) => RowWrite.Insert(key, Number(i)))]);
            Assert.True(result.IsCommitted, $"{result}");
        }
    }
}
