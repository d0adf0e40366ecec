namespace TeamsRolloutBot.Storage;

/// <summary>One end of a <see cref="RowRange"/>.</summary>
internal readonly record struct RowBound
{
    private RowBound(string key, bool isInclusive)
    {
        ArgumentNullException.ThrowIfNull(key);
        Key = key;
        IsInclusive = isInclusive;
    }

    public string Key { get; }

    /// <summary>Whether a row with exactly this key belongs to the range.</summary>
    public bool IsInclusive { get; }

    public static RowBound Inclusive(string key) => new(key, isInclusive: true);

    public static RowBound Exclusive(string key) => new(key, isInclusive: false);
}
