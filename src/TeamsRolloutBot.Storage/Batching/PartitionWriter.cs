namespace TeamsRolloutBot.Storage.Batching;

/// <summary>
/// Read-modify-write without lost updates and without a commit per mutation: waiting mutations of
/// one partition run in turn on the same view of its rows and share one atomic commit. A conflict
/// with another instance reruns the whole batch on fresh rows.
/// </summary>
/// <remarks>
/// A mutation may run several times. It must only use its <see cref="UnitOfWork"/>, and be quick,
/// as the partition waits. One that throws fails alone. One that stages nothing costs no commit but
/// completes with its batch.
/// </remarks>
internal sealed class PartitionWriter(ITableStore store)
{
    /// <summary>
    /// As many mutations as a commit has rows; if the staged writes do not fit, the rest move to
    /// the next batch.
    /// </summary>
    private const int MaxMutationsInBatch = StorageLimits.MaxWrites;

    private readonly KeyedBatches<(Table Table, string Partition), PendingMutation> _batches =
        new(MaxMutationsInBatch, (at, batch) => new BatchRun(store, at.Table, at.Partition, batch).RunAsync());

    /// <summary>Number of partitions with mutations waiting or running.</summary>
    internal int BusyPartitions => _batches.BusyKeys;

    /// <summary>Runs a mutation and returns its result once its writes are durable.</summary>
    /// <exception cref="StorageException">The store failed, or other instances kept changing the
    /// same rows (<see cref="StorageException.IsTransient"/>).</exception>
    /// <exception cref="StorageLimitException">A key or a staged row violates
    /// <see cref="StorageLimits"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before it ran; nothing was
    /// written.</exception>
    public Task<T> RunAsync<T>(
        Table table, string partition, Func<UnitOfWork, ValueTask<T>> mutation, CancellationToken ct = default) =>
        RunAsync(table, partition, [], mutation, ct);

    /// <summary>
    /// For a mutation whose reads are known up front: the rows of all waiting mutations are
    /// prefetched together, which matters when the store is remote.
    /// </summary>
    /// <inheritdoc cref="RunAsync{T}(Table, string, Func{UnitOfWork, ValueTask{T}}, CancellationToken)"/>
    public Task<T> RunAsync<T>(
        Table table,
        string partition,
        IReadOnlyList<string> reads,
        Func<UnitOfWork, ValueTask<T>> mutation,
        CancellationToken ct = default)
    {
        // Invalid keys are this caller's mistake; others in the batch must not see it.
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
