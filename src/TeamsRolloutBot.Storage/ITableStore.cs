namespace TeamsRolloutBot.Storage;

/// <summary>
/// The only port to durable state: rows in partitions of tables, each with an ETag. Every read
/// names its partition key, and a commit is atomic within one partition.
/// </summary>
/// <remarks>
/// Partition and row keys may contain any characters (see <see cref="KeyEscape"/>), are compared
/// with <see cref="string.CompareOrdinal(string, string)"/> and are never empty.
/// <see cref="StorageLimits"/> apply equally to every adapter.
/// </remarks>
internal interface ITableStore : IAsyncDisposable
{
    /// <summary>Reads one row.</summary>
    /// <returns>The row, or <see langword="null"/> if there is none.</returns>
    /// <exception cref="StorageException">The store cannot be reached or read.</exception>
    /// <exception cref="StorageLimitException">A key is empty or too long.</exception>
    ValueTask<Row?> GetAsync(Table table, string partition, string row, CancellationToken ct = default);

    /// <summary>
    /// Reads rows of one partition within a range of row keys, in ordinal order. Pages are fetched
    /// during enumeration: concurrent writes may or may not be seen, but no row is seen twice.
    /// </summary>
    /// <exception cref="StorageException">The store cannot be reached or read.</exception>
    /// <exception cref="StorageLimitException">A key is empty or too long.</exception>
    IAsyncEnumerable<Row> QueryAsync(Table table, string partition, RowRange range, CancellationToken ct = default);

    /// <summary>
    /// Reads several rows of a table together, which is faster than one by one; each as of some
    /// moment during the call.
    /// </summary>
    /// <returns>The row for each address, in order, or <see langword="null"/> if there is
    /// none.</returns>
    /// <exception cref="StorageException">The store cannot be reached or read.</exception>
    /// <exception cref="StorageLimitException">A key is empty or too long.</exception>
    async ValueTask<IReadOnlyList<Row?>> GetManyAsync(Table table, IReadOnlyList<RowAddress> rows, CancellationToken ct = default) =>
        await Task.WhenAll(rows.Select(row => GetAsync(table, row.Partition, row.Key, ct).AsTask()));

    /// <summary>
    /// Reads the same range of several partitions together. Results are held in memory, so only use
    /// it for ranges with few rows.
    /// </summary>
    /// <returns>For each partition, in order, its rows in ordinal order of the row key.</returns>
    /// <exception cref="StorageException">The store cannot be reached or read.</exception>
    /// <exception cref="StorageLimitException">A key is empty or too long.</exception>
    async ValueTask<IReadOnlyList<IReadOnlyList<Row>>> QueryManyAsync(
        Table table, IReadOnlyList<string> partitions, RowRange range, CancellationToken ct = default) =>
        await Task.WhenAll(
            partitions.Select(async partition => (IReadOnlyList<Row>)await QueryAsync(table, partition, range, ct).ToListAsync(ct)));

    /// <summary>
    /// Atomically writes 1 to <see cref="StorageLimits.MaxWrites"/> different rows of one
    /// partition. <see cref="CommitResult.Committed"/> means durable.
    /// </summary>
    /// <returns>The new ETags, or the first write whose condition failed; nothing was written
    /// then.</returns>
    /// <exception cref="StorageException">The store failed. The commit may or may not have
    /// succeeded; read again before retrying.</exception>
    /// <exception cref="StorageLimitException">The writes violate
    /// <see cref="StorageLimits"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; a commit already in flight may still
    /// have succeeded.</exception>
    ValueTask<CommitResult> CommitAsync(
        Table table, string partition, IReadOnlyList<RowWrite> writes, CancellationToken ct = default);

    /// <summary>A cheap readiness probe: returns if the store responds.</summary>
    /// <exception cref="StorageException">The store cannot be used; the message says
    /// why.</exception>
    ValueTask CheckAsync(CancellationToken ct = default);
}
