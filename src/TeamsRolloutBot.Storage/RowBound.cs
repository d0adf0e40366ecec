namespace TeamsRolloutBot.Storage;

/// <summary>A bound of a <see cref="RowRange"/>.</summary>
internal readonly record struct RowBound
{
    private RowBound(string key, bool isInclusive)
    {
        ArgumentNullException.ThrowIfNull(key);
        Key = key;
        IsInclusive = isInclusive;
    }

    public string Key { get; }

    /// <summary>Whether the bound itself belongs to the range.</summary>
    public bool IsInclusive { get; }

    public static RowBound Inclusive(string key) => new(key, isInclusive: true);

    public static RowBound Exclusive(string key) => new(key, isInclusive: false);
}
