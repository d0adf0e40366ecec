namespace TeamsRolloutBot.Storage.Batching;

/// <summary>
/// A row within a batch: its stored state, as far as known, and its pending change.
/// </summary>
internal sealed record StagedRow
{
    /// <summary>The stored version; null if the row does not exist or was not read.</summary>
    private string? ETag { get; init; }

    /// <summary>The first write to the row if it was made without reading it.</summary>
    private RowWriteKind? BlindKind { get; init; }

    /// <summary>The current or staged values; null if there is or will be no row.</summary>
    public RowValues? Values { get; private init; }

    public bool IsChanged { get; private init; }

    public static StagedRow Read(Row? row) => new() { ETag = row?.ETag, Values = row?.Values };

    public static StagedRow Blind(RowWriteKind kind, RowValues? values) =>
        new() { BlindKind = kind, Values = values, IsChanged = true };

    public StagedRow With(RowValues? values) => this with { Values = values, IsChanged = true, Checked = null };

    /// <summary>Whether there is something to write.</summary>
    public bool IsWritten => Kind is not null;

    /// <summary>Its share of <see cref="StorageLimits.MaxCommitBytes"/>; 0 until checked.</summary>
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

    /// <summary>Validates what is staged, and caches the result.</summary>
    /// <exception cref="StorageLimitException">It violates a limit.</exception>
    public void Check(string escapedPartition, string key) => Checked = StorageLimits.Check(escapedPartition, key, Values);

    /// <summary>The write to send to the store; null for none.</summary>
    public RowWrite? ToWrite(string key) =>
        Kind is { } kind ? RowWrite.Of(kind, key, Values, BlindKind is null ? ETag : null, Checked) : null;
}
