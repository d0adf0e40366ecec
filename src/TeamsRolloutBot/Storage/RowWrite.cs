namespace TeamsRolloutBot.Storage;

/// <summary>What a <see cref="RowWrite"/> does, and the condition it sets.</summary>
internal enum RowWriteKind
{
    /// <summary>Writes a row that must not be there yet.</summary>
    Insert,

    /// <summary>Writes a row that must be there in the version the ETag names.</summary>
    Replace,

    /// <summary>Writes a row whether or not it is there.</summary>
    Upsert,

    /// <summary>
    /// Removes a row: in the version the ETag names, or whatever is there if there is no ETag.
    /// </summary>
    Delete,
}

/// <summary>What was found out about a write that keeps to the rules.</summary>
/// <param name="EscapedKey">Its row's key.</param>
/// <param name="WireBytes">What it takes of <see cref="StorageLimits.MaxCommitBytes"/>.</param>
internal sealed record CheckedWrite(string EscapedKey, long WireBytes);

/// <summary>One write of a commit. Made by the member named after what it does.</summary>
internal sealed record RowWrite
{
    private RowWrite(RowWriteKind kind, string key, RowValues? values, string? etag)
    {
        ArgumentNullException.ThrowIfNull(key);
        Kind = kind;
        Key = key;
        Values = values;
        ETag = etag;
    }

    public RowWriteKind Kind { get; }

    public string Key { get; init; }

    /// <summary>All properties of the row; <see langword="null"/> for a delete.</summary>
    public RowValues? Values { get; }

    /// <summary>The version that must be there, where there is such a condition.</summary>
    public string? ETag { get; }

    /// <summary>
    /// Where the write has been checked already, for the partition it goes to; its values have not
    /// been changed since.
    /// </summary>
    public CheckedWrite? Checked { get; private init; }

    /// <summary>Writes a new row; conflicts with <see cref="ConflictReason.Exists"/>.</summary>
    public static RowWrite Insert(string key, RowValues values) => new(RowWriteKind.Insert, key, NotNull(values), null);

    /// <summary>
    /// Replaces all properties of a row that is still in the version <paramref name="etag"/>;
    /// conflicts with <see cref="ConflictReason.Stale"/> or <see cref="ConflictReason.Missing"/>.
    /// </summary>
    public static RowWrite Replace(string key, RowValues values, string etag) =>
        new(RowWriteKind.Replace, key, NotNull(values), NotNull(etag));

    /// <summary>Writes all properties of a row, whatever was there; never conflicts.</summary>
    public static RowWrite Upsert(string key, RowValues values) => new(RowWriteKind.Upsert, key, NotNull(values), null);

    /// <summary>
    /// Removes a row that is still in the version <paramref name="etag"/>; conflicts with
    /// <see cref="ConflictReason.Stale"/> or <see cref="ConflictReason.Missing"/>.
    /// </summary>
    public static RowWrite Delete(string key, string etag) => new(RowWriteKind.Delete, key, null, NotNull(etag));

    /// <summary>Removes a row whatever its version; a row that is not there is fine.</summary>
    public static RowWrite Delete(string key) => new(RowWriteKind.Delete, key, null, null);

    /// <summary>A write as it was staged and, where it was, checked.</summary>
    internal static RowWrite Of(RowWriteKind kind, string key, RowValues? values, string? etag, CheckedWrite? found) =>
        new(kind, key, values, etag) { Checked = found };

    private static T NotNull<T>(T value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }
}
