using System.Collections.Concurrent;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// What a client sends twice is done once: the second gets the first one's answer, also while that
/// is still on its way. Phones send a press twice, and Teams repeats an invoke that is answered
/// slowly. Each instance keeps its last <see cref="Kept"/>; what another has done shows in the
/// state, which carries <see cref="Turn.Id"/> where it matters.
/// </summary>
internal sealed class RepeatedPresses
{
    /// <summary>
    /// How many answers are kept: a minute's at ten times what a busy tenant presses.
    /// </summary>
    public const int Kept = 512;

    private readonly ConcurrentDictionary<string, Lazy<Task<Reply>>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();

    /// <summary>Answers a turn, or gives the answer it already has.</summary>
    /// <returns>The answer; a repeated one without the further messages that went out with the
    /// first.</returns>
    public async Task<Reply> AnswerAsync(Turn turn, Func<Task<Reply>> answer)
    {
        // A refresh asks for what there is now.
        if (turn is not { Action.IsAutomaticRefresh: false, Id: { } key })
        {
            return await answer();
        }

        var mine = new Lazy<Task<Reply>>(answer);
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
            // What failed is tried again by the next.
            _answers.TryRemove(KeyValuePair.Create(key, mine));
            throw;
        }
    }
}
