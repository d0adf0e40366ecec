namespace TeamsRolloutBot.Storage;

/// <summary>
/// The rows that the mutations of one try have read and staged together: read at most once, written
/// in one commit.
/// </summary>
internal sealed class CommitBatch
{
    private readonly ITableStore _store;
    private readonly Table _table;
    private readonly string _partition;
    private readonly Dictionary<string, StagedRow> _rows = new(StringComparer.Ordinal);
    private int _writes;
    private long _wireBytes;

    public CommitBatch(ITableStore store, Table table, string partition)
    {
        _store = store;
        _table = table;
        _partition = partition;
        EscapedPartition = StorageLimits.EscapeKey(partition, "partition key");
    }

    public string EscapedPartition { get; }

    public StagedRow? Find(string key) => _rows.GetValueOrDefault(key);

    public async ValueTask<StagedRow> ReadAsync(string key, CancellationToken ct)
    {
        var row = StagedRow.Read(await _store.GetAsync(_table, _partition, key, ct));
        _rows.Add(key, row);
        return row;
    }

    /// <summary>Reads rows together, for mutations that will ask for them.</summary>
    public async Task ReadAsync(IEnumerable<string> keys)
    {
        RowAddress[] wanted = [.. keys.Select(key => new RowAddress(_partition, key))];
        if (wanted.Length == 0)
        {
            return;
        }

        var rows = await _store.GetManyAsync(_table, wanted);
        for (var i = 0; i < wanted.Length; i++)
        {
            _rows[wanted[i].Key] = StagedRow.Read(rows[i]);
        }
    }

    /// <summary>Takes over what a mutation staged, if it fits into the same commit.</summary>
    public bool TryAdd(UnitOfWork unit)
    {
        var writes = _writes;
        var wireBytes = _wireBytes;
        foreach (var (key, row) in unit.Staged)
        {
            Count(Find(key), -1, ref writes, ref wireBytes);
            Count(row, +1, ref writes, ref wireBytes);
        }

        if (writes > StorageLimits.MaxWrites || (writes > 1 && wireBytes > StorageLimits.MaxCommitBytes))
        {
            return false;
        }

        foreach (var (key, row) in unit.Staged)
        {
            _rows[key] = row;
        }

        (_writes, _wireBytes) = (writes, wireBytes);
        return true;
    }

    /// <summary>Commits what was staged.</summary>
    /// <returns>Null if it was committed or there was nothing to do; else the conflict, and the key
    /// it was about.</returns>
    public async ValueTask<(string Key, ConflictReason Reason)?> CommitAsync(CancellationToken ct)
    {
        var writes = _rows.Select(row => row.Value.ToWrite(row.Key)).OfType<RowWrite>().ToList();
        return writes.Count > 0 && await _store.CommitAsync(_table, _partition, writes, ct) is CommitResult.Conflict conflict
            ? (writes[conflict.Position].Key, conflict.Reason)
            : null;
    }

    private static void Count(StagedRow? row, int sign, ref int writes, ref long wireBytes)
    {
        if (row is { IsWritten: true })
        {
            writes += sign;
            wireBytes += sign * row.WireBytes;
        }
    }
}
