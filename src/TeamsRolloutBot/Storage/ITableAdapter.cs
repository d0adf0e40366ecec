namespace TeamsRolloutBot.Storage;

/// <summary>
/// What stands behind <see cref="TableStore"/>: one kind of storage. Keys are escaped (printable
/// ASCII, not empty) and writes already keep to <see cref="StorageLimits"/>; otherwise the members
/// mean what those of <see cref="ITableStore"/> say.
/// </summary>
internal interface ITableAdapter : IAsyncDisposable
{
    /// <summary>
    /// Opens the store, and makes what is not there yet. Called once, before anything else.
    /// </summary>
    /// <exception cref="StorageException">The store cannot be opened; the message says
    /// why.</exception>
    ValueTask OpenAsync(CancellationToken ct);

    ValueTask<Row?> GetAsync(Table table, string partition, string key, CancellationToken ct);

    IAsyncEnumerable<Row> QueryAsync(Table table, string partition, KeyInterval interval, CancellationToken ct);

    /// <remarks>
    /// As it is written here for a store that is a network away: beside one another.
    /// </remarks>
    async ValueTask<IReadOnlyList<Row?>> GetManyAsync(Table table, IReadOnlyList<RowAddress> rows, CancellationToken ct) =>
        await Task.WhenAll(rows.Select(row => GetAsync(table, row.Partition, row.Key, ct).AsTask()));

    /// <remarks>
    /// As it is written here for a store that is a network away: beside one another.
    /// </remarks>
    async ValueTask<IReadOnlyList<IReadOnlyList<Row>>> QueryManyAsync(
        Table table, IReadOnlyList<string> partitions, KeyInterval interval, CancellationToken ct) =>
        await Task.WhenAll(
            partitions.Select(async partition => (IReadOnlyList<Row>)await QueryAsync(table, partition, interval, ct).ToListAsync(ct)));

    ValueTask<CommitResult> CommitAsync(Table table, string partition, IReadOnlyList<RowWrite> writes, CancellationToken ct);

    ValueTask CheckAsync(CancellationToken ct);

    /// <summary>
    /// The partition keys of a table in ordinal order, each once: reads the whole table, so for
    /// maintenance alone.
    /// </summary>
    IAsyncEnumerable<string> ListPartitionsAsync(Table table, CancellationToken ct);
}
