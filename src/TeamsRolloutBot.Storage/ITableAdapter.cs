namespace TeamsRolloutBot.Storage;

/// <summary>
/// A storage backend behind <see cref="TableStore"/>. Keys arrive escaped (printable ASCII, not
/// empty) and writes already respect <see cref="StorageLimits"/>; otherwise the members behave like
/// those of <see cref="ITableStore"/>.
/// </summary>
internal interface ITableAdapter : IAsyncDisposable
{
    /// <summary>
    /// Opens the store, creating whatever is missing. Called once, before anything else.
    /// </summary>
    /// <exception cref="StorageException">The store cannot be opened; the message says
    /// why.</exception>
    ValueTask OpenAsync(CancellationToken ct);

    ValueTask<Row?> GetAsync(Table table, string partition, string key, CancellationToken ct);

    IAsyncEnumerable<Row> QueryAsync(Table table, string partition, KeyInterval interval, CancellationToken ct);

    /// <remarks>The default suits a remote store: concurrent reads.</remarks>
    async ValueTask<IReadOnlyList<Row?>> GetManyAsync(Table table, IReadOnlyList<RowAddress> rows, CancellationToken ct) =>
        await Task.WhenAll(rows.Select(row => GetAsync(table, row.Partition, row.Key, ct).AsTask()));

    /// <remarks>The default suits a remote store: concurrent queries.</remarks>
    async ValueTask<IReadOnlyList<IReadOnlyList<Row>>> QueryManyAsync(
        Table table, IReadOnlyList<string> partitions, KeyInterval interval, CancellationToken ct) =>
        await Task.WhenAll(
            partitions.Select(async partition => (IReadOnlyList<Row>)await QueryAsync(table, partition, interval, ct).ToListAsync(ct)));

    ValueTask<CommitResult> CommitAsync(Table table, string partition, IReadOnlyList<RowWrite> writes, CancellationToken ct);

    ValueTask CheckAsync(CancellationToken ct);

    /// <summary>
    /// The distinct partition keys of a table in ordinal order. Reads the whole table, so for
    /// maintenance only.
    /// </summary>
    IAsyncEnumerable<string> ListPartitionsAsync(Table table, CancellationToken ct);
}
