namespace TeamsRolloutBot.Storage;

/// <summary>
/// A range of row keys in ordinal order. Which ends belong to it is said by the name of the member
/// that makes it.
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

    /// <summary>Where the range begins; <see langword="null"/> for the first row.</summary>
    public RowBound? Lower { get; }

    /// <summary>Where the range ends; <see langword="null"/> for the last row.</summary>
    public RowBound? Upper { get; }

    /// <summary>
    /// What every key of the range begins with; <see langword="null"/> if that is not what makes
    /// the range.
    /// </summary>
    public string? StartsWith { get; }

    /// <summary>
    /// How many rows to read at most, from the beginning of the range; <see langword="null"/> for
    /// all.
    /// </summary>
    public int? Limit { get; private init; }

    /// <summary>
    /// The rows whose key begins with <paramref name="prefix"/>; every row if it is empty.
    /// </summary>
    public static RowRange Prefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return new(null, null, prefix);
    }

    /// <summary>From a key on, the key itself included.</summary>
    public static RowRange From(string inclusive) => new(RowBound.Inclusive(inclusive), null);

    /// <summary>What comes after a key, without the key itself.</summary>
    public static RowRange After(string exclusive) => new(RowBound.Exclusive(exclusive), null);

    /// <summary>What comes before a key, without the key itself.</summary>
    public static RowRange Before(string exclusive) => new(null, RowBound.Exclusive(exclusive));

    /// <summary>
    /// Half open: the lower end belongs to the range, the upper does not. Empty if they are the
    /// same.
    /// </summary>
    public static RowRange Between(string fromInclusive, string toExclusive) =>
        new(RowBound.Inclusive(fromInclusive), RowBound.Exclusive(toExclusive));

    /// <summary>Between two ends that each say whether they belong to the range.</summary>
    public static RowRange Between(RowBound from, RowBound to) => new(from, to);

    /// <summary>The first <paramref name="count"/> rows of this range.</summary>
    public RowRange Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return this with { Limit = count };
    }
}
