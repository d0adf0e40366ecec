namespace TeamsRolloutBot.Storage;

/// <summary>
/// Which mutations of a partition run one after another. Those of different lanes run side by side, and are to one another what another instance's are: of two that
/// write the same row, one runs again.
/// </summary>
internal enum Lane
{
    /// <summary>For everything else.</summary>
    Main,

    /// <summary>For frequent changes that hardly ever write what the others write.</summary>
    Aside,
}

/// <summary>
/// Read-modify-write without lost updates, and without a commit for each: mutations of one partition that wait at the
/// same time run one after another on the same view of its rows and share one atomic commit. A conflict with another
/// instance, or another lane, makes the whole batch run again on fresh rows.
/// </summary>
/// <remarks>
/// A mutation may run several times; it must do nothing but use its <see cref="UnitOfWork"/>, and not for long, for the
/// partition waits. One that throws fails alone. One that stages nothing costs no commit, and is answered with those
/// it ran with.
/// </remarks>
internal sealed class PartitionWriter(ITableStore store)
{
    /// <summary>As many mutations as a commit has rows; what stages more than fits is put off to the next batch.</summary>
    private const int MaxMutationsInBatch = StorageLimits.MaxWrites;

    private readonly KeyedBatches<(Table Table, string Partition, Lane Lane), PendingMutation> _batches =
        new(MaxMutationsInBatch, (at, batch) => new BatchRun(store, at.Table, at.Partition, batch).RunAsync());

    /// <summary>How many lanes of partitions have work waiting or running.</summary>
    internal int BusyLanes => _batches.BusyKeys;

    /// <summary>Runs a mutation and returns its result once what it staged is durable.</summary>
    /// <exception cref="StorageException">
    /// The store failed, or others kept changing the same rows (<see cref="StorageException.IsTransient"/>).
    /// </exception>
    /// <exception cref="StorageLimitException">A key or a staged row breaks a rule of <see cref="StorageLimits"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before its turn came; nothing was written.</exception>
    public Task<T> RunAsync<T>(
        Table table, string partition, Func<UnitOfWork, ValueTask<T>> mutation, CancellationToken ct = default) =>
        RunAsync(table, partition, Lane.Main, [], [], mutation, ct);

    /// <summary>
    /// The same for a mutation that is known to read certain rows: those of all waiting mutations are read at the same
    /// time, not one after another, which counts when the store is a network away.
    /// </summary>
    /// <inheritdoc cref="RunAsync{T}(Table, string, Func{UnitOfWork, ValueTask{T}}, CancellationToken)"/>
    public Task<T> RunAsync<T>(
        Table table,
        string partition,
        IReadOnlyList<string> reads,
        Func<UnitOfWork, ValueTask<T>> mutation,
        CancellationToken ct = default) =>
        RunAsync(table, partition, Lane.Main, reads, [], mutation, ct);

    /// <summary>
    /// The same in a lane of the partition, for a mutation that comes with rows its caller has just read, or knows not to be there. They are not read again. Where one that
    /// the mutation writes has changed meanwhile, the commit conflicts, and the mutation runs again on fresh rows.
    /// </summary>
    /// <inheritdoc cref="RunAsync{T}(Table, string, Func{UnitOfWork, ValueTask{T}}, CancellationToken)"/>
    public Task<T> RunAsync<T>(
        Table table,
        string partition,
        Lane lane,
        IReadOnlyList<string> reads,
        IReadOnlyList<KnownRow> known,
        Func<UnitOfWork, ValueTask<T>> mutation,
        CancellationToken ct = default)
    {
        // Keys that break a rule are this caller's mistake; those it shares a batch with must not see it.
        StorageLimits.CheckKey(partition, "partition key");
        foreach (var key in reads)
        {
            StorageLimits.CheckKey(key, "row key");
        }

        foreach (var row in known)
        {
            StorageLimits.CheckKey(row.Key, "row key");
        }

        if (ct.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(ct);
        }

        var pending = new PendingMutation<T>(mutation, reads, known, ct);
        _batches.Add((table, partition, lane), pending);
        return pending.Answer;
    }
}
