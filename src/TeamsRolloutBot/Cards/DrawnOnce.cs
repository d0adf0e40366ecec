using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace TeamsRolloutBot.Cards;

/// <summary>What says the same to many is drawn once, and kept for as long as what it was drawn of is in use.</summary>
/// <param name="most">How many drawings of one thing are kept; with one more they are begun anew.</param>
/// <typeparam name="TOwner">What it is drawn of; the same only if it is the same object.</typeparam>
/// <typeparam name="TKey">All that a drawing depends on besides.</typeparam>
/// <typeparam name="TDrawing">A drawing, which nobody changes.</typeparam>
internal sealed class DrawnOnce<TOwner, TKey, TDrawing>(int most)
    where TOwner : class
    where TKey : notnull
{
    private readonly ConditionalWeakTable<TOwner, ConcurrentDictionary<TKey, TDrawing>> _drawn = [];

    /// <param name="owner">What it is drawn of.</param>
    /// <param name="key">What it depends on besides.</param>
    /// <param name="from">What <paramref name="draw"/> is given; not kept.</param>
    /// <param name="draw">Draws it.</param>
    public TDrawing Get<TFrom>(TOwner owner, TKey key, TFrom from, Func<TFrom, TDrawing> draw)
    {
        var drawings = _drawn.GetOrCreateValue(owner);
        if (drawings.TryGetValue(key, out var drawing))
        {
            return drawing;
        }

        if (drawings.Count >= most)
        {
            drawings.Clear();
        }

        return drawings.GetOrAdd(key, draw(from));
    }
}
