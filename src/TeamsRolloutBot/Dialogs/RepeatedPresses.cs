using System.Collections.Concurrent;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Deduplicates turns: a repeated one gets the first one's answer, even while that is still in
/// flight. Phones send a press twice, and Teams retries slow invokes. Each instance remembers its
/// last <see cref="Kept"/> answers; across instances the stored state carries <see cref="Turn.Id"/>
/// where it matters. A double click is two activities: the second gets the first one's answer while
/// that is in flight.
/// </summary>
internal sealed class RepeatedPresses
{
    /// <summary>
    /// How many answers are kept: a minute's worth at ten times a busy tenant's load.
    /// </summary>
    public const int Kept = 512;

    private readonly ConcurrentDictionary<string, Lazy<Task<Reply>>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<Reply>>> _inFlight = new(StringComparer.Ordinal);

    /// <summary>Answers a turn, or returns the answer it already has.</summary>
    /// <returns>The answer; for a repeated turn without the further messages already
    /// sent.</returns>
    public async Task<Reply> AnswerAsync(Turn turn, Func<Task<Reply>> answer)
    {
        // An automatic refresh wants the current state.
        if (turn is not { Action.IsAutomaticRefresh: false, Id: { } key })
        {
            return await answer();
        }

        var mine = new Lazy<Task<Reply>>(() => AnswerOnceAsync(turn.Press, answer));
        var first = _answers.GetOrAdd(key, mine);
        if (first != mine)
        {
            return await first.Value with { More = [] };
        }

        _order.Enqueue(key);
        while (_order.Count > Kept && _order.TryDequeue(out var oldest))
        {
            _answers.TryRemove(oldest, out _);
        }

        try
        {
            return await mine.Value;
        }
        catch
        {
            // Failures are not cached, so that a retry runs again.
            _answers.TryRemove(KeyValuePair.Create(key, mine));
            throw;
        }
    }

    private async Task<Reply> AnswerOnceAsync(string press, Func<Task<Reply>> answer)
    {
        var mine = new Lazy<Task<Reply>>(answer);
        var first = _inFlight.GetOrAdd(press, mine);
        if (first != mine)
        {
            try
            {
                return await first.Value with { More = [] };
            }
            catch (OperationCanceledException)
            {
                // The first one's connection was cut.
                return await mine.Value;
            }
        }

        try
        {
            return await mine.Value;
        }
        finally
        {
            _inFlight.TryRemove(KeyValuePair.Create(press, mine));
        }
    }
}
