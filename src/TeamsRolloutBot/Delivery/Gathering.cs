using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// Answers together what is asked for one by one: whoever asks while others are being served is served with all who ask meanwhile (<see cref="KeyedBatches{TKey, TItem}"/>).
/// </summary>
/// <param name="most">How many are served together at most.</param>
/// <param name="serve">Serves several that have the key in common: an answer for each, in their order, or an exception and nothing done.</param>
/// <typeparam name="TKey">What those have in common who are served together.</typeparam>
/// <typeparam name="TItem">What is asked with.</typeparam>
/// <typeparam name="TAnswer">What is answered.</typeparam>
internal sealed class Gathering<TKey, TItem, TAnswer>(int most, Func<TKey, IReadOnlyList<TItem>, Task<IReadOnlyList<TAnswer>>> serve)
    where TKey : notnull
{
    private readonly KeyedBatches<TKey, Waiting> _batches = new(most, (key, some) => ServeAsync(serve, key, some));

    /// <summary>Asks for one. Where serving several fails, each of them is served alone: one at fault harms no other.</summary>
    public Task<TAnswer> AskAsync(TKey key, TItem item)
    {
        var waiting = new Waiting(item);
        _batches.Add(key, waiting);
        return waiting.Task;
    }

    private static async Task ServeAsync(Func<TKey, IReadOnlyList<TItem>, Task<IReadOnlyList<TAnswer>>> serve, TKey key, IReadOnlyList<Waiting> some)
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
            await Task.WhenAll(some.Select(waiting => ServeAsync(serve, key, [waiting])));
        }
        catch (Exception fault)
        {
            some[0].TrySetException(fault);
        }
    }

    private sealed class Waiting(TItem item) : TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TItem Item => item;
    }
}
