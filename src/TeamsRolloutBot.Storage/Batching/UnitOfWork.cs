namespace TeamsRolloutBot.Storage.Batching;

/// <summary>
/// One mutation's reads and staged writes within a batch of <see cref="PartitionWriter"/>. It sees
/// rows as left by earlier mutations of the batch. Rows that are read and then written use
/// compare-and-swap; rows that are only read are not protected.
/// </summary>
/// <remarks>Valid only for the mutation it is given to. Not thread-safe.</remarks>
internal sealed class UnitOfWork
{
    private readonly CommitBatch _batch;
    private readonly Dictionary<string, StagedRow> _staged = new(StringComparer.Ordinal);

    internal UnitOfWork(CommitBatch batch) => _batch = batch;

    /// <summary>What this mutation has staged so far.</summary>
    internal IReadOnlyDictionary<string, StagedRow> Staged => _staged;

    /// <summary>Reads a row: as staged, as read earlier in the batch, or from the store.</summary>
    /// <returns>A copy the mutation may change, or null if there is no such row.</returns>
    public async ValueTask<RowValues?> GetAsync(string key, CancellationToken ct = default)
    {
        if (Find(key) is not { } row)
        {
            row = await _batch.ReadAsync(key, ct);
        }

        return row.Values?.Copy();
    }

    /// <summary>
    /// Stages a new row. If the row turns out to exist, only this mutation fails, with
    /// <see cref="RowExistsException"/>; to handle that itself, it must read the row first.
    /// </summary>
    /// <exception cref="RowExistsException">The row is known to exist.</exception>
    /// <exception cref="StorageLimitException">The row violates
    /// <see cref="StorageLimits"/>.</exception>
    public void Insert(string key, RowValues values)
    {
        var row = Find(key);
        if (row?.Values is not null)
        {
            throw new RowExistsException();
        }

        Stage(key, row is null ? StagedRow.Blind(RowWriteKind.Insert, values.Copy()) : row.With(values.Copy()));
    }

    /// <summary>
    /// Stages new values for a row that this mutation, or an earlier one, has read or staged.
    /// </summary>
    /// <exception cref="InvalidOperationException">The row was not read, or does not
    /// exist.</exception>
    /// <exception cref="StorageLimitException">The row violates
    /// <see cref="StorageLimits"/>.</exception>
    public void Replace(string key, RowValues values)
    {
        if (Find(key) is not { Values: not null } row)
        {
            throw new InvalidOperationException("Only a row that was read and exists can be replaced.");
        }

        Stage(key, row.With(values.Copy()));
    }

    /// <summary>Stages values for a row whether or not it exists.</summary>
    /// <exception cref="StorageLimitException">The row violates
    /// <see cref="StorageLimits"/>.</exception>
    public void Upsert(string key, RowValues values)
    {
        var row = Find(key);
        Stage(key, row is null ? StagedRow.Blind(RowWriteKind.Upsert, values.Copy()) : row.With(values.Copy()));
    }

    /// <summary>Stages a delete; a missing row is fine.</summary>
    public void Delete(string key)
    {
        var row = Find(key);
        Stage(key, row is null ? StagedRow.Blind(RowWriteKind.Delete, null) : row.With(null));
    }

    private StagedRow? Find(string key) => _staged.TryGetValue(key, out var row) ? row : _batch.Find(key);

    private void Stage(string key, StagedRow row)
    {
        // Checked here, where only this mutation fails, rather than at the shared commit.
        row.Check(_batch.EscapedPartition, key);
        _staged[key] = row;
        if (_staged.Count > StorageLimits.MaxWrites)
        {
            throw new StorageLimitException($"A mutation stages more than {StorageLimits.MaxWrites} writes.");
        }
    }
}
