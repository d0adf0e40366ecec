using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// Answers together what is asked for one by one: whoever asks while others are being served is served with all who ask meanwhile (<see cref="KeyedBatches{TKey, TItem}"/>).
/// </summary>
/// <param name="most">How many are served together at most.</param>
/// <param name="serve">
/// Serves several that have the key in common: an answer for each of the first ones, in their order, as many as there was room for and one at least, or an exception and nothing done.
/// </param>
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
        while (some.Count > 0)
        {
            IReadOnlyList<TAnswer> answers;
            try
            {
                answers = await serve(key, [.. some.Select(waiting => waiting.Item)]);
            }
            catch (Exception) when (some.Count > 1)
            {
                await Task.WhenAll(some.Select(waiting => ServeAsync(serve, key, [waiting])));
                return;
            }
            catch (Exception fault)
            {
                some[0].TrySetException(fault);
                return;
            }

            foreach (var (waiting, answer) in some.Zip(answers))
            {
                waiting.TrySetResult(answer);
            }

            some = [.. some.Skip(answers.Count)];
        }
    }

    private sealed class Waiting(TItem item) : TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TItem Item => item;
    }
}
