namespace TeamsRolloutBot.Storage.Batching;

/// <summary>Runs mutations to completion in as few commits as possible.</summary>
internal sealed class BatchRun(ITableStore store, Table table, string partition, IReadOnlyList<PendingMutation> mutations)
{
    private const int MaxTries = 20;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    // Rows inserted without reading that turned out to exist: from now on read first, so that only
    // the inserter fails.
    private readonly HashSet<string> _readFirst = new(StringComparer.Ordinal);
    private readonly List<PendingMutation> _waiting = [.. mutations];

    /// <summary>Completes every mutation; never throws.</summary>
    public async Task RunAsync()
    {
        for (var tries = 1; _waiting.Count > 0; tries++)
        {
            (string Key, ConflictReason Reason)? conflict;
            try
            {
                var batch = new CommitBatch(store, table, partition);
                var staged = await StageAsync(batch);
                conflict = await batch.CommitAsync(CancellationToken.None);
                if (conflict is null)
                {
                    staged.ForEach(mutation => mutation.Complete());
                    _waiting.RemoveAll(staged.Contains);
                    tries = 0;
                    continue;
                }
            }
            catch (Exception fault)
            {
                // The store failed for all of them; each gets its own exception to add its stack
                // trace to.
                _waiting.ForEach(mutation => mutation.Fail(Rethrowable(fault)));
                return;
            }

            if (tries == MaxTries)
            {
                _waiting.ForEach(mutation => mutation.Fail(new StorageException(
                    $"Other instances kept changing the same rows; gave up after {MaxTries} tries.", isTransient: true)));
                return;
            }

            if (conflict.Value.Reason == ConflictReason.Exists)
            {
                _readFirst.Add(conflict.Value.Key);
            }

            await Task.Delay(PauseAfter(tries));
        }
    }

    /// <summary>Runs the waiting mutations in order on one batch.</summary>
    /// <returns>Those whose writes fit in the batch together, and those that threw.</returns>
    private async Task<List<PendingMutation>> StageAsync(CommitBatch batch)
    {
        DropCancelled();
        await batch.ReadAsync(_readFirst.Concat(_waiting.SelectMany(mutation => mutation.Reads)).Distinct(StringComparer.Ordinal));
        var staged = new List<PendingMutation>(_waiting.Count);
        foreach (var mutation in _waiting)
        {
            var unit = new UnitOfWork(batch);
            if (await mutation.TryRunAsync(unit) && !batch.TryAdd(unit))
            {
                if (staged.Count > 0)
                {
                    break;
                }

                mutation.Fail(new StorageLimitException(
                    $"A mutation stages more than {StorageLimits.MaxCommitBytes} bytes, the limit of a commit."));
            }

            staged.Add(mutation);
        }

        return staged;
    }

    private void DropCancelled() => _waiting.RemoveAll(mutation =>
    {
        if (!mutation.Cancellation.IsCancellationRequested)
        {
            return false;
        }

        mutation.Cancel();
        return true;
    });

    private static Exception Rethrowable(Exception fault) =>
        fault is StorageException storage ? new StorageException(storage.Message, storage.IsTransient, storage) : fault;

    private static TimeSpan PauseAfter(int tries)
    {
        var longest = Math.Min(FirstPause.TotalMilliseconds * Math.Pow(2, tries), LongestPause.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * longest);
    }
}
