using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State.Maintenance;

/// <summary>The result of copying a store.</summary>
/// <param name="Rows">Rows now identical in source and target.</param>
/// <param name="Differences">Differences after the copy, by table and partition; empty if the copy
/// is faithful.</param>
internal sealed record CopyOutcome(long Rows, IReadOnlyList<string> Differences);

/// <summary>
/// Copies one store into another, then compares both row by row. If interrupted, run it again.
/// Neither store may be in use. A target with anything other than rows of the source is left alone:
/// it may have been used since, and the copy would be older.
/// </summary>
internal static class StoreCopy
{
    /// <exception cref="StorageException">The target holds other state than the source.</exception>
    public static async Task<CopyOutcome> RunAsync(TableStore source, TableStore target, CancellationToken ct = default)
    {
        await RefuseForeignStateAsync(source, target, ct);
        await RefuseUsedStateAsync(source, target, ct);
        var rows = 0L;
        var differences = new List<string>();
        foreach (var table in Enum.GetValues<Table>())
        {
            await foreach (var partition in source.ListPartitionsAsync(table, ct))
            {
                await CopyAsync(source, target, table, partition, ct);
                var (same, missing, different, extra) = await CompareAsync(source, target, table, partition, ct);
                rows += same;
                if (missing + different + extra > 0)
                {
                    differences.Add($"{table}: in one partition {missing} rows are missing, {different} differ, {extra} are extra");
                }
            }
        }

        return new CopyOutcome(rows, differences);
    }

    private static async Task RefuseForeignStateAsync(TableStore source, TableStore target, CancellationToken ct)
    {
        foreach (var table in Enum.GetValues<Table>())
        {
            var known = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var partition in source.ListPartitionsAsync(table, ct))
            {
                known.Add(partition);
            }

            await foreach (var partition in target.ListPartitionsAsync(table, ct))
            {
                if (!known.Contains(partition))
                {
                    throw new StorageException(
                        $"The target's table {table} contains data that is not from this store. Nothing was copied. Set "
                            + "Storage:TablePrefix to a name that is not in use yet.",
                        isTransient: false);
                }
            }
        }
    }

    // An interrupted copy leaves only rows of the source.
    private static async Task RefuseUsedStateAsync(TableStore source, TableStore target, CancellationToken ct)
    {
        foreach (var table in Enum.GetValues<Table>())
        {
            await foreach (var partition in target.ListPartitionsAsync(table, ct))
            {
                var (_, _, different, extra) = await CompareAsync(source, target, table, partition, ct);
                if (different + extra > 0)
                {
                    throw new StorageException(
                        $"The target's table {table} has been used since it was copied to, or the file has: {different + extra} rows "
                            + "of a partition differ from the file's. Nothing was copied. Continue with the state that is the right "
                            + "one; to copy the file anyway, set Storage:TablePrefix to a name that is not in use yet.",
                        isTransient: false);
                }
            }
        }
    }

    private static async Task CopyAsync(TableStore source, TableStore target, Table table, string partition, CancellationToken ct)
    {
        var batch = new List<RowWrite>(StorageLimits.MaxWrites);
        var bytes = 0L;
        await foreach (var row in source.QueryAsync(table, partition, RowRange.All, ct))
        {
            var size = StorageLimits.WireSizeOf(row.Values);
            if (batch.Count == StorageLimits.MaxWrites || (batch.Count > 0 && bytes + size > StorageLimits.MaxCommitBytes))
            {
                await target.CommitAsync(table, partition, batch, ct);
                batch.Clear();
                bytes = 0;
            }

            batch.Add(RowWrite.Upsert(row.Key, row.Values));
            bytes += size;
        }

        if (batch.Count > 0)
        {
            await target.CommitAsync(table, partition, batch, ct);
        }
    }

    // Both are sorted by key, so one merge pass finds missing, different and extra rows.
    private static async Task<(long Same, int Missing, int Different, int Extra)> CompareAsync(
        TableStore source, TableStore target, Table table, string partition, CancellationToken ct)
    {
        var (same, missing, different, extra) = (0L, 0, 0, 0);
        await using var theirs = target.QueryAsync(table, partition, RowRange.All, ct).GetAsyncEnumerator(ct);
        var hasTheirs = await theirs.MoveNextAsync();
        await foreach (var row in source.QueryAsync(table, partition, RowRange.All, ct))
        {
            while (hasTheirs && string.CompareOrdinal(theirs.Current.Key, row.Key) < 0)
            {
                extra++;
                hasTheirs = await theirs.MoveNextAsync();
            }

            if (!hasTheirs || theirs.Current.Key != row.Key)
            {
                missing++;
                continue;
            }

            if (theirs.Current.Values.Equals(row.Values))
            {
                same++;
            }
            else
            {
                different++;
            }

            hasTheirs = await theirs.MoveNextAsync();
        }

        for (; hasTheirs; hasTheirs = await theirs.MoveNextAsync())
        {
            extra++;
        }

        return (same, missing, different, extra);
    }
}
