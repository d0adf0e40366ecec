namespace TeamsRolloutBot.Storage;

/// <summary>
/// Read-modify-write without lost updates, and without a commit for each: mutations of one
/// partition that wait at the same time run one after another on the same view of its rows and
/// share one atomic commit. A conflict with another instance makes the whole batch run again on
/// fresh rows.
/// </summary>
/// <remarks>
/// A mutation may run several times; it must do nothing but use its <see cref="UnitOfWork"/>, and
/// not for long, for the partition waits. One that throws fails alone. One that stages nothing
/// costs no commit, and is answered with those it ran with.
/// </remarks>
internal sealed class PartitionWriter(ITableStore store)
{
    /// <summary>
    /// As many mutations as a commit has rows; what stages more than fits is put off to the next
    /// batch.
    /// </summary>
    private const int MaxMutationsInBatch = StorageLimits.MaxWrites;

    private readonly KeyedBatches<(Table Table, string Partition), PendingMutation> _batches =
        new(MaxMutationsInBatch, (at, batch) => new BatchRun(store, at.Table, at.Partition, batch).RunAsync());

    /// <summary>How many partitions have work waiting or running.</summary>
    internal int BusyPartitions => _batches.BusyKeys;

    /// <summary>Runs a mutation and returns its result once what it staged is durable.</summary>
    /// <exception cref="StorageException"> The store failed, or others kept changing the same rows
    /// (<see cref="StorageException.IsTransient"/>). </exception>
    /// <exception cref="StorageLimitException">A key or a staged row breaks a rule of
    /// <see cref="StorageLimits"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before its turn came; nothing was
    /// written.</exception>
    public Task<T> RunAsync<T>(
        Table table, string partition, Func<UnitOfWork, ValueTask<T>> mutation, CancellationToken ct = default) =>
        RunAsync(table, partition, [], mutation, ct);

    /// <summary>
    /// The same for a mutation that is known to read certain rows: those of all waiting mutations
    /// are read at the same time, not one after another, which counts when the store is a network
    /// away.
    /// </summary>
    /// <inheritdoc cref="RunAsync{T}(Table, string, Func{UnitOfWork, ValueTask{T}}, CancellationToken)"/>
    public Task<T> RunAsync<T>(
        Table table,
        string partition,
        IReadOnlyList<string> reads,
        Func<UnitOfWork, ValueTask<T>> mutation,
        CancellationToken ct = default)
    {
        // Keys that break a rule are this caller's mistake; those it shares a batch with must not
        // see it.
        StorageLimits.CheckKey(partition, "partition key");
        foreach (var key in reads)
        {
            StorageLimits.CheckKey(key, "row key");
        }

        if (ct.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(ct);
        }

        var pending = new PendingMutation<T>(mutation, reads, ct);
        _batches.Add((table, partition), pending);
        return pending.Answer;
    }
}
