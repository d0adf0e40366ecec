namespace TeamsRolloutBot.Delivery;

/// <summary>
/// Does together what is asked for one by one: whoever asks while others are being served is served with all who ask meanwhile. Nobody waits for company: the
/// first is served at once, and the more there is to do, the more is done at a time.
/// </summary>
/// <param name="most">How many are served together at most.</param>
/// <param name="serve">Serves several that have the key in common: an answer for each, in their order, or an exception and nothing done.</param>
/// <typeparam name="TKey">What those have in common who are served together.</typeparam>
/// <typeparam name="TItem">What is asked with.</typeparam>
/// <typeparam name="TAnswer">What is answered.</typeparam>
internal sealed class Gathering<TKey, TItem, TAnswer>(int most, Func<TKey, IReadOnlyList<TItem>, Task<IReadOnlyList<TAnswer>>> serve)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Queue<Waiting>> _busy = [];

    /// <summary>Asks for one. Where serving several fails, each of them is served alone: one at fault harms no other.</summary>
    public Task<TAnswer> AskAsync(TKey key, TItem item)
    {
        var waiting = new Waiting(item);
        lock (_gate)
        {
            if (_busy.TryGetValue(key, out var queue))
            {
                queue.Enqueue(waiting);
                return waiting.Task;
            }

            _busy.Add(key, new());
        }

        // Not in the caller's context: from here on it works for others too.
        ThreadPool.UnsafeQueueUserWorkItem(
            static begun => _ = begun.Gathering.ServeAllAsync(begun.Key, begun.First), (Gathering: this, Key: key, First: waiting), preferLocal: true);
        return waiting.Task;
    }

    private async Task ServeAllAsync(TKey key, Waiting first)
    {
        for (List<Waiting> some = [first]; some.Count > 0; some = Next(key))
        {
            await ServeAsync(key, some);
        }
    }

    private async Task ServeAsync(TKey key, List<Waiting> some)
    {
        try
        {
            var answers = await serve(key, [.. some.Select(waiting => waiting.Item)]);
            for (var i = 0; i < some.Count; i++)
            {
                some[i].TrySetResult(answers[i]);
            }
        }
        catch (Exception) when (some.Count > 1)
        {
            await Task.WhenAll(some.Select(waiting => ServeAsync(key, [waiting])));
        }
        catch (Exception fault)
        {
            some[0].TrySetException(fault);
        }
    }

    private List<Waiting> Next(TKey key)
    {
        lock (_gate)
        {
            var queue = _busy[key];
            var next = new List<Waiting>(Math.Min(queue.Count, most));
            while (next.Count < most && queue.TryDequeue(out var waiting))
            {
                next.Add(waiting);
            }

            if (next.Count == 0)
            {
                _busy.Remove(key);
            }

            return next;
        }
    }

    private sealed class Waiting(TItem item) : TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TItem Item => item;
    }
}
