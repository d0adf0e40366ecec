using System.Runtime.CompilerServices;

namespace TeamsRolloutBot.Storage;

/// <summary>
/// Guards every adapter: enforces <see cref="StorageLimits"/> and escapes and unescapes keys, so
/// that all adapters follow the same rules.
/// </summary>
internal sealed class TableStore(ITableAdapter adapter) : ITableStore
{
    /// <inheritdoc cref="ITableAdapter.OpenAsync"/>
    public ValueTask OpenAsync(CancellationToken ct = default) => adapter.OpenAsync(ct);

    public async ValueTask<Row?> GetAsync(Table table, string partition, string row, CancellationToken ct = default)
    {
        var escapedPartition = StorageLimits.EscapeKey(partition, "partition key");
        var escapedKey = StorageLimits.EscapeKey(row, "row key");
        ct.ThrowIfCancellationRequested();

        var found = await adapter.GetAsync(table, escapedPartition, escapedKey, ct);
        return found is null ? null : WithKeys(found, partition, row);
    }

    public async IAsyncEnumerable<Row> QueryAsync(
        Table table, string partition, RowRange range, [EnumeratorCancellation] CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        var escapedPartition = StorageLimits.EscapeKey(partition, "partition key");
        var interval = KeyInterval.Of(range);
        ct.ThrowIfCancellationRequested();
        if (interval.Limit == 0)
        {
            yield break;
        }

        await foreach (var row in adapter.QueryAsync(table, escapedPartition, interval, ct))
        {
            ct.ThrowIfCancellationRequested();
            yield return WithKeys(row, partition, KeyEscape.Unescape(row.Key));
        }
    }

    public async ValueTask<IReadOnlyList<Row?>> GetManyAsync(Table table, IReadOnlyList<RowAddress> rows, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var escaped = new RowAddress[rows.Count];
        for (var i = 0; i < escaped.Length; i++)
        {
            escaped[i] = new(StorageLimits.EscapeKey(rows[i].Partition, "partition key"), StorageLimits.EscapeKey(rows[i].Key, "row key"));
        }

        ct.ThrowIfCancellationRequested();
        var found = await adapter.GetManyAsync(table, escaped, ct);
        return [.. found.Select((row, i) => row is null ? null : WithKeys(row, rows[i].Partition, rows[i].Key))];
    }

    public async ValueTask<IReadOnlyList<IReadOnlyList<Row>>> QueryManyAsync(
        Table table, IReadOnlyList<string> partitions, RowRange range, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        ArgumentNullException.ThrowIfNull(range);
        string[] escaped = [.. partitions.Select(partition => StorageLimits.EscapeKey(partition, "partition key"))];
        var interval = KeyInterval.Of(range);
        ct.ThrowIfCancellationRequested();
        if (interval.Limit == 0)
        {
            return [.. partitions.Select(_ => Array.Empty<Row>())];
        }

        var found = await adapter.QueryManyAsync(table, escaped, interval, ct);
        return
        [
            .. found.Select(
                (rows, i) => (IReadOnlyList<Row>)[.. rows.Select(row => WithKeys(row, partitions[i], KeyEscape.Unescape(row.Key)))])
        ];
    }

    public ValueTask<CommitResult> CommitAsync(
        Table table, string partition, IReadOnlyList<RowWrite> writes, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(writes);
        var escapedPartition = StorageLimits.EscapeKey(partition, "partition key");
        var escapedWrites = Guard(escapedPartition, writes);
        ct.ThrowIfCancellationRequested();
        return adapter.CommitAsync(table, escapedPartition, escapedWrites, ct);
    }

    /// <summary>
    /// The partitions of a table. Reads the whole table, so it is only for maintenance commands and
    /// not part of <see cref="ITableStore"/>.
    /// </summary>
    public async IAsyncEnumerable<string> ListPartitionsAsync(Table table, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var partition in adapter.ListPartitionsAsync(table, ct))
        {
            yield return KeyEscape.Unescape(partition);
        }
    }

    public ValueTask CheckAsync(CancellationToken ct = default) => adapter.CheckAsync(ct);

    public ValueTask DisposeAsync() => adapter.DisposeAsync();

    private static Row WithKeys(Row row, string partition, string key) =>
        ReferenceEquals(row.Partition, partition) && ReferenceEquals(row.Key, key)
            ? row
            : row with { Partition = partition, Key = key };

    private static RowWrite[] Guard(string escapedPartition, IReadOnlyList<RowWrite> writes)
    {
        if (writes.Count is 0 or > StorageLimits.MaxWrites)
        {
            throw new StorageLimitException(
                $"A commit has {writes.Count} writes; 1 to {StorageLimits.MaxWrites} are allowed.");
        }

        var escaped = new RowWrite[writes.Count];
        var seen = writes.Count > 1 ? new HashSet<string>(writes.Count, StringComparer.Ordinal) : null;
        var wireBytes = 0L;
        for (var i = 0; i < escaped.Length; i++)
        {
            var write = writes[i];
            var (key, bytes) = write.Checked ?? StorageLimits.Check(escapedPartition, write.Key, write.Values);
            if (seen?.Add(key) == false)
            {
                throw new StorageLimitException($"The write at position {i} is to a row that the commit already writes.");
            }

            wireBytes += bytes;
            escaped[i] = ReferenceEquals(key, write.Key) ? write : write with { Key = key };
        }

        // A row within its own limit always fits; only several together can exceed this one.
        return writes.Count == 1 || wireBytes <= StorageLimits.MaxCommitBytes
            ? escaped
            : throw new StorageLimitException(
                $"A commit takes about {wireBytes} bytes; {StorageLimits.MaxCommitBytes} are allowed. Split it.");
    }
}
