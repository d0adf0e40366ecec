namespace TeamsRolloutBot.Storage;

/// <summary>
/// A row as a batch knows it: how it is in the store, as far as that is known, and what is to
/// become of it.
/// </summary>
internal sealed record StagedRow
{
    /// <summary>The version in the store; null if it is not there or was not read.</summary>
    private string? ETag { get; init; }

    /// <summary>What the first mutation did that touched the row without reading it.</summary>
    private RowWriteKind? BlindKind { get; init; }

    /// <summary>The values as they are or will be; null if there is or will be no row.</summary>
    public RowValues? Values { get; private init; }

    public bool IsChanged { get; private init; }

    public static StagedRow Read(Row? row) => new() { ETag = row?.ETag, Values = row?.Values };

    public static StagedRow Blind(RowWriteKind kind, RowValues? values) =>
        new() { BlindKind = kind, Values = values, IsChanged = true };

    public StagedRow With(RowValues? values) => this with { Values = values, IsChanged = true, Checked = null };

    /// <summary>Whether there is something to send to the store.</summary>
    public bool IsWritten => Kind is not null;

    /// <summary>
    /// What the write takes of <see cref="StorageLimits.MaxCommitBytes"/>; 0 before it was checked.
    /// </summary>
    public long WireBytes => Checked?.WireBytes ?? 0;

    private CheckedWrite? Checked { get; set; }

    private RowWriteKind? Kind => (IsChanged, BlindKind, ETag, Values) switch
    {
        (false, _, _, _) => null,
        (_, RowWriteKind.Insert, _, null) => null,
        (_, RowWriteKind.Insert, _, _) => RowWriteKind.Insert,
        (_, RowWriteKind, _, null) => RowWriteKind.Delete,
        (_, RowWriteKind, _, _) => RowWriteKind.Upsert,
        (_, null, null, null) => null,
        (_, null, null, _) => RowWriteKind.Insert,
        (_, null, _, null) => RowWriteKind.Delete,
        (_, null, _, _) => RowWriteKind.Replace,
    };

    /// <summary>Checks what is staged. Once: what it was found to take is kept.</summary>
    /// <exception cref="StorageLimitException">It breaks a rule.</exception>
    public void Check(string escapedPartition, string key) => Checked = StorageLimits.Check(escapedPartition, key, Values);

    /// <summary>What to send to the store; null for nothing.</summary>
    public RowWrite? ToWrite(string key) =>
        Kind is { } kind ? RowWrite.Of(kind, key, Values, BlindKind is null ? ETag : null, Checked) : null;
}
