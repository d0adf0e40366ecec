namespace TeamsRolloutBot.Storage;

/// <summary>A <see cref="RowRange"/> over escaped keys, as used by adapters.</summary>
/// <param name="Lower">The lower bound, or null.</param>
/// <param name="Upper">The upper bound, or null. Not necessarily a key <see cref="KeyEscape"/>
/// could produce.</param>
/// <param name="Limit">Maximum number of rows to read.</param>
internal readonly record struct KeyInterval(RowBound? Lower, RowBound? Upper, int Limit)
{
    public static KeyInterval Of(RowRange range)
    {
        var limit = range.Limit ?? int.MaxValue;
        if (range.StartsWith is { Length: > 0 } prefix)
        {
            var escaped = StorageLimits.EscapeKey(prefix, "row key prefix");
            return new(RowBound.Inclusive(escaped), RowBound.Exclusive(KeyEscape.AfterPrefix(escaped)), limit);
        }

        return new(Escape(range.Lower), Escape(range.Upper), limit);
    }

    private static RowBound? Escape(RowBound? bound)
    {
        if (bound is not { } b)
        {
            return null;
        }

        // No row has an empty key, but "" as a bound naturally means "from the start".
        var key = b.Key.Length == 0 ? "" : StorageLimits.EscapeKey(b.Key, "row key");
        return b.IsInclusive ? RowBound.Inclusive(key) : RowBound.Exclusive(key);
    }
}
