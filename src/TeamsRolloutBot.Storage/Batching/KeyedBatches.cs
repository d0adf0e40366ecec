namespace TeamsRolloutBot.Storage.Batching;

/// <summary>
/// Runs items in batches, one batch at a time per key; items that arrive while one is in flight
/// form the next. The first item starts at once, without waiting for others, so batches grow with
/// load. Idle keys take no memory.
/// </summary>
/// <param name="most">Maximum number of items in a batch.</param>
/// <param name="run">Runs a batch, on a pool thread without the caller's context; never
/// throws.</param>
internal sealed class KeyedBatches<TKey, TItem>(int most, Func<TKey, IReadOnlyList<TItem>, Task> run)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Queue<TItem>> _busy = [];

    /// <summary>How many keys have items waiting or in flight.</summary>
    public int BusyKeys
    {
        get
        {
            lock (_gate)
            {
                return _busy.Count;
            }
        }
    }

    public void Add(TKey key, TItem item)
    {
        lock (_gate)
        {
            if (_busy.TryGetValue(key, out var queue))
            {
                queue.Enqueue(item);
                return;
            }

            _busy.Add(key, new([item]));
        }

        // Not on the caller's thread or in its context: from here on it also works for other
        // callers.
        ThreadPool.UnsafeQueueUserWorkItem(static at => _ = at.Batches.RunAsync(at.Key), (Batches: this, Key: key), preferLocal: false);
    }

    private async Task RunAsync(TKey key)
    {
        while (Next(key) is { Count: > 0 } batch)
        {
            await run(key, batch);
        }
    }

    private List<TItem> Next(TKey key)
    {
        lock (_gate)
        {
            var queue = _busy[key];
            var batch = new List<TItem>(Math.Min(queue.Count, most));
            while (batch.Count < most && queue.TryDequeue(out var item))
            {
                batch.Add(item);
            }

            if (batch.Count == 0)
            {
                _busy.Remove(key);
            }

            return batch;
        }
    }
}
