namespace TeamsRolloutBot.Storage;

/// <summary>A row as a batch knows it: how it is in the store, as far as that is known, and what is to become of it.</summary>
internal sealed record StagedRow
{
    /// <summary>As it is in the store; null if it is not there or was not read.</summary>
    private Row? Stored { get; init; }

    /// <summary>The version in the store.</summary>
    private string? ETag => Stored?.ETag;

    /// <summary>What the first mutation did that touched the row without reading it.</summary>
    private RowWriteKind? BlindKind { get; init; }

    /// <summary>The values as they are or will be; null if there is or will be no row.</summary>
    public RowValues? Values { get; private init; }

    public bool IsChanged { get; private init; }

    public static StagedRow Read(Row? row) => new() { Stored = row, Values = row?.Values };

    public static StagedRow Blind(RowWriteKind kind, RowValues? values) =>
        new() { BlindKind = kind, Values = values, IsChanged = true };

    /// <summary>The row as it was read; null if it is not there, was not read or is changed.</summary>
    public Row? AsRead => IsChanged ? null : Stored;

    public StagedRow With(RowValues? values) => this with { Values = values, IsChanged = true };

    public void Check(string escapedPartition, string key)
    {
        var escapedKey = StorageLimits.EscapeKey(key, "row key");
        if (Values is { } values)
        {
            StorageLimits.CheckRow(escapedPartition, escapedKey, values);
        }
    }

    /// <summary>What to send to the store; null for nothing.</summary>
    public RowWrite? ToWrite(string key) => (IsChanged, BlindKind, ETag, Values) switch
    {
        (false, _, _, _) => null,
        (_, RowWriteKind.Insert, _, { } values) => RowWrite.Insert(key, values),
        (_, RowWriteKind.Insert, _, null) => null,
        (_, RowWriteKind, _, { } values) => RowWrite.Upsert(key, values),
        (_, RowWriteKind, _, null) => RowWrite.Delete(key),
        (_, null, { } etag, { } values) => RowWrite.Replace(key, values, etag),
        (_, null, { } etag, null) => RowWrite.Delete(key, etag),
        (_, null, null, { } values) => RowWrite.Insert(key, values),
        (_, null, null, null) => null,
    };
}
