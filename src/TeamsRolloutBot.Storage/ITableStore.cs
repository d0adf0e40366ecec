namespace TeamsRolloutBot.Storage;

/// <summary>
/// The one port to durable state: rows in partitions of tables, each with an ETag. Nothing is read
/// without its partition key, and a commit is atomic within one partition.
/// </summary>
/// <remarks>
/// Partition and row keys hold any characters (see <see cref="KeyEscape"/>), are compared with
/// <see cref="string.CompareOrdinal(string, string)"/> and are never empty. Limits are those of
/// <see cref="StorageLimits"/> and the same on every adapter.
/// </remarks>
internal interface ITableStore : IAsyncDisposable
{
    /// <summary>Reads one row.</summary>
    /// <returns>The row, or <see langword="null"/> if there is none.</returns>
    /// <exception cref="StorageException">The store cannot be reached or read.</exception>
    /// <exception cref="StorageLimitException">A key is empty or too long.</exception>
    ValueTask<Row?> GetAsync(Table table, string partition, string row, CancellationToken ct = default);

    /// <summary>
    /// Reads the rows of one partition within a range of row keys, in ordinal order of the row key.
    /// Rows are fetched in pages while they are enumerated: what is written meanwhile may or may
    /// not be seen, a row is never seen twice.
    /// </summary>
    /// <exception cref="StorageException">The store cannot be reached or read.</exception>
    /// <exception cref="StorageLimitException">A key is empty or too long.</exception>
    IAsyncEnumerable<Row> QueryAsync(Table table, string partition, RowRange range, CancellationToken ct = default);

    /// <summary>
    /// Reads rows of a table together, which takes less than one after another; each as it is at
    /// some moment during the call.
    /// </summary>
    /// <returns>For each address, in their order, the row, or <see langword="null"/> if there is
    /// none.</returns>
    /// <exception cref="StorageException">The store cannot be reached or read.</exception>
    /// <exception cref="StorageLimitException">A key is empty or too long.</exception>
    async ValueTask<IReadOnlyList<Row?>> GetManyAsync(Table table, IReadOnlyList<RowAddress> rows, CancellationToken ct = default) =>
        await Task.WhenAll(rows.Select(row => GetAsync(table, row.Partition, row.Key, ct).AsTask()));

    /// <summary>
    /// Reads the same range of several partitions together. What is found is held in memory: for
    /// ranges that are known to have few rows.
    /// </summary>
    /// <returns>For each partition, in their order, its rows in ordinal order of the row
    /// key.</returns>
    /// <exception cref="StorageException">The store cannot be reached or read.</exception>
    /// <exception cref="StorageLimitException">A key is empty or too long.</exception>
    async ValueTask<IReadOnlyList<IReadOnlyList<Row>>> QueryManyAsync(
        Table table, IReadOnlyList<string> partitions, RowRange range, CancellationToken ct = default) =>
        await Task.WhenAll(
            partitions.Select(async partition => (IReadOnlyList<Row>)await QueryAsync(table, partition, range, ct).ToListAsync(ct)));

    /// <summary>
    /// Writes 1 to <see cref="StorageLimits.MaxWrites"/> different rows of one partition, all or
    /// none. What is answered with <see cref="CommitResult.Committed"/> is durable.
    /// </summary>
    /// <returns>The new ETags, or the first write whose condition did not hold; then nothing was
    /// written.</returns>
    /// <exception cref="StorageException"> The store failed. Whether the commit was done is then
    /// unknown; read again before repeating it. </exception>
    /// <exception cref="StorageLimitException">The writes break a rule of
    /// <see cref="StorageLimits"/>.</exception>
    /// <exception cref="OperationCanceledException">
    /// Cancelled; a commit that was already in flight may still have been done.
    /// </exception>
    ValueTask<CommitResult> CommitAsync(
        Table table, string partition, IReadOnlyList<RowWrite> writes, CancellationToken ct = default);

    /// <summary>A cheap probe for readiness: returns if the store answers.</summary>
    /// <exception cref="StorageException">The store cannot be used; the message says
    /// why.</exception>
    ValueTask CheckAsync(CancellationToken ct = default);
}
