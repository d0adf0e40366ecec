namespace TeamsRolloutBot.Storage.Batching;

/// <summary>
/// The rows read and staged by the mutations of one attempt: read at most once, written in one
/// commit.
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

    /// <summary>Prefetches rows that mutations will ask for.</summary>
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

    /// <summary>Adds what a mutation staged, if it fits in the same commit.</summary>
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

    /// <summary>Commits the staged rows.</summary>
    /// <returns>Null if the commit succeeded or there was nothing to do; otherwise the conflict and
    /// its key.</returns>
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
