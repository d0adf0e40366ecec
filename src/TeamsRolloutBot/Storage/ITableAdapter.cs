namespace TeamsRolloutBot.Storage;

/// <summary>
/// What stands behind <see cref="TableStore"/>: one kind of storage. Keys are escaped (printable ASCII, not empty) and
/// writes already keep to <see cref="StorageLimits"/>; otherwise the members mean what those of
/// <see cref="ITableStore"/> say.
/// </summary>
internal interface ITableAdapter : IAsyncDisposable
{
    /// <summary>Opens the store, and makes what is not there yet. Called once, before anything else.</summary>
    /// <exception cref="StorageException">The store cannot be opened; the message says why.</exception>
    ValueTask OpenAsync(CancellationToken ct);

    ValueTask<Row?> GetAsync(Table table, string partition, string key, CancellationToken ct);

    IAsyncEnumerable<Row> QueryAsync(Table table, string partition, KeyInterval interval, CancellationToken ct);

    ValueTask<CommitResult> CommitAsync(Table table, string partition, IReadOnlyList<RowWrite> writes, CancellationToken ct);

    ValueTask CheckAsync(CancellationToken ct);

    /// <summary>The partition keys of a table in ordinal order, each once: reads the whole table, so for maintenance alone.</summary>
    IAsyncEnumerable<string> ListPartitionsAsync(Table table, CancellationToken ct);
}
