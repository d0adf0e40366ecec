namespace TeamsRolloutBot.Storage;

/// <summary>What a <see cref="RowWrite"/> does, and its condition.</summary>
internal enum RowWriteKind
{
    /// <summary>Writes a row that must not exist yet.</summary>
    Insert,

    /// <summary>Writes a row that must exist in the version given by the ETag.</summary>
    Replace,

    /// <summary>Writes a row whether or not it exists.</summary>
    Upsert,

    /// <summary>
    /// Removes a row: in the version given by the ETag, or any version if there is no ETag.
    /// </summary>
    Delete,
}

/// <summary>The result of checking a valid write.</summary>
/// <param name="EscapedKey">The escaped row key.</param>
/// <param name="WireBytes">Its share of <see cref="StorageLimits.MaxCommitBytes"/>.</param>
internal sealed record CheckedWrite(string EscapedKey, long WireBytes);

/// <summary>One write of a commit, created by the factory method for its kind.</summary>
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

    /// <summary>The required version, if there is such a condition.</summary>
    public string? ETag { get; }

    /// <summary>
    /// The check result if the write was already checked for its partition; its values have not
    /// changed since.
    /// </summary>
    public CheckedWrite? Checked { get; private init; }

    /// <summary>Writes a new row; conflicts with <see cref="ConflictReason.Exists"/>.</summary>
    public static RowWrite Insert(string key, RowValues values) => new(RowWriteKind.Insert, key, NotNull(values), null);

    /// <summary>
    /// Replaces all properties of a row if it is still at version <paramref name="etag"/>;
    /// otherwise conflicts with <see cref="ConflictReason.Stale"/> or
    /// <see cref="ConflictReason.Missing"/>.
    /// </summary>
    public static RowWrite Replace(string key, RowValues values, string etag) =>
        new(RowWriteKind.Replace, key, NotNull(values), NotNull(etag));

    /// <summary>Writes all properties of a row unconditionally; never conflicts.</summary>
    public static RowWrite Upsert(string key, RowValues values) => new(RowWriteKind.Upsert, key, NotNull(values), null);

    /// <summary>
    /// Removes a row if it is still at version <paramref name="etag"/>; otherwise conflicts with
    /// <see cref="ConflictReason.Stale"/> or <see cref="ConflictReason.Missing"/>.
    /// </summary>
    public static RowWrite Delete(string key, string etag) => new(RowWriteKind.Delete, key, null, NotNull(etag));

    /// <summary>Removes a row whatever its version; a missing row is fine.</summary>
    public static RowWrite Delete(string key) => new(RowWriteKind.Delete, key, null, null);

    /// <summary>A staged write with its check result, if any.</summary>
    internal static RowWrite Of(RowWriteKind kind, string key, RowValues? values, string? etag, CheckedWrite? found) =>
        new(kind, key, values, etag) { Checked = found };

    private static T NotNull<T>(T value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }
}
