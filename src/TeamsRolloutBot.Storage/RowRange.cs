namespace TeamsRolloutBot.Storage;

/// <summary>
/// A range of row keys in ordinal order. The factory methods' names and parameters say which bounds
/// are inclusive.
/// </summary>
internal sealed record RowRange
{
    private RowRange(RowBound? lower, RowBound? upper, string? prefix = null)
    {
        Lower = lower;
        Upper = upper;
        StartsWith = prefix;
    }

    /// <summary>Every row of the partition.</summary>
    public static RowRange All { get; } = new(null, null);

    /// <summary>The lower bound; <see langword="null"/> for the first row.</summary>
    public RowBound? Lower { get; }

    /// <summary>The upper bound; <see langword="null"/> for the last row.</summary>
    public RowBound? Upper { get; }

    /// <summary>
    /// The prefix of every key in the range; <see langword="null"/> if the range is not a prefix
    /// range.
    /// </summary>
    public string? StartsWith { get; }

    /// <summary>
    /// Maximum number of rows to read, from the start of the range; <see langword="null"/> for all.
    /// </summary>
    public int? Limit { get; private init; }

    /// <summary>
    /// The rows whose key starts with <paramref name="prefix"/>; all rows if it is empty.
    /// </summary>
    public static RowRange Prefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return new(null, null, prefix);
    }

    /// <summary>From a key on, inclusive.</summary>
    public static RowRange From(string inclusive) => new(RowBound.Inclusive(inclusive), null);

    /// <summary>After a key, exclusive.</summary>
    public static RowRange After(string exclusive) => new(RowBound.Exclusive(exclusive), null);

    /// <summary>Before a key, exclusive.</summary>
    public static RowRange Before(string exclusive) => new(null, RowBound.Exclusive(exclusive));

    /// <summary>
    /// Half-open: the lower bound is inclusive, the upper one exclusive. Empty if they are equal.
    /// </summary>
    public static RowRange Between(string fromInclusive, string toExclusive) =>
        new(RowBound.Inclusive(fromInclusive), RowBound.Exclusive(toExclusive));

    /// <summary>Between two bounds, each inclusive or exclusive.</summary>
    public static RowRange Between(RowBound from, RowBound to) => new(from, to);

    /// <summary>The first <paramref name="count"/> rows of this range.</summary>
    public RowRange Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return this with { Limit = count };
    }
}
