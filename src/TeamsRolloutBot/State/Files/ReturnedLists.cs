using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>
/// Input of a draft not yet part of the definition: rows returned for correction, one text per
/// cohort (<c>rows|</c>), and the typed fields of a step, one text each (<c>typed|</c>). Removed
/// with the rollout.
/// </summary>
internal sealed class ReturnedLists(ITableStore store)
{
    private const string Prefix = "rows|";
    private const string TypedPrefix = "typed|";
    private const string AttachedRow = "list|";
    private const string Text = "text";
    private const int Version = 1;

    /// <summary>
    /// Replaces a cohort's text. A text too long for a row even when compressed is not stored.
    /// </summary>
    public async Task SaveAsync(RolloutId rollout, CohortId cohort, string text, CancellationToken ct = default)
    {
        if (PackedText.Pack(text) is not { Length: <= ChunkedText.MaxLength } packed)
        {
            await RemoveAsync(rollout, cohort, ct);
            return;
        }

        await store.CommitAsync(Table.Rollouts, rollout.Value, [Write(Prefix + cohort.Value, packed)], ct);
    }

    /// <summary>Replaces the list attached to a rollout (<c>list|</c>).</summary>
    /// <exception cref="StorageLimitException">The text is too long.</exception>
    public Task SaveAttachedAsync(RolloutId rollout, string text, CancellationToken ct = default) =>
        store.CommitAsync(Table.Rollouts, rollout.Value, [Write(AttachedRow, PackedText.Pack(text))], ct).AsTask();

    public async Task<string?> FindAttachedAsync(RolloutId rollout, CancellationToken ct = default) =>
        await store.GetAsync(Table.Rollouts, rollout.Value, AttachedRow, ct) is { } row
            ? PackedText.Unpack(ChunkedText.Read(row.Values, Text))
            : null;

    public Task RemoveAttachedAsync(RolloutId rollout, CancellationToken ct = default) =>
        store.CommitAsync(Table.Rollouts, rollout.Value, [RowWrite.Delete(AttachedRow)], ct).AsTask();

    public Task RemoveAsync(RolloutId rollout, CohortId cohort, CancellationToken ct = default) =>
        store.CommitAsync(Table.Rollouts, rollout.Value, [RowWrite.Delete(Prefix + cohort.Value)], ct).AsTask();

    /// <summary>Replaces the typed fields of a step.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="place">The step, and the cohort being edited in it.</param>
    /// <param name="text">The fields.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="StorageLimitException">The text is too long.</exception>
    public Task SaveTypedAsync(RolloutId rollout, string place, string text, CancellationToken ct = default) =>
        store.CommitAsync(Table.Rollouts, rollout.Value, [Write(TypedPrefix + place, PackedText.Pack(text))], ct).AsTask();

    public Task RemoveTypedAsync(RolloutId rollout, string place, CancellationToken ct = default) =>
        store.CommitAsync(Table.Rollouts, rollout.Value, [RowWrite.Delete(TypedPrefix + place)], ct).AsTask();

    /// <summary>The typed fields of all steps, by place.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadTypedAsync(RolloutId rollout, CancellationToken ct = default)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var row in store.QueryAsync(Table.Rollouts, rollout.Value, RowRange.Prefix(TypedPrefix), ct))
        {
            SchemaVersion.Check(row.Values, Version);
            texts[row.Key[TypedPrefix.Length..]] = PackedText.Unpack(ChunkedText.Read(row.Values, Text));
        }

        return texts;
    }

    public Task RemoveAllAsync(RolloutId rollout, CancellationToken ct = default) => Task.WhenAll(
        PartitionErasure.RunAsync(store, Table.Rollouts, rollout.Value, RowRange.Prefix(Prefix), ct),
        PartitionErasure.RunAsync(store, Table.Rollouts, rollout.Value, RowRange.Prefix(TypedPrefix), ct),
        RemoveAttachedAsync(rollout, ct));

    public async Task<IReadOnlyDictionary<CohortId, string>> ReadAsync(RolloutId rollout, CancellationToken ct = default)
    {
        var texts = new Dictionary<CohortId, string>();
        await foreach (var row in store.QueryAsync(Table.Rollouts, rollout.Value, RowRange.Prefix(Prefix), ct))
        {
            SchemaVersion.Check(row.Values, Version);
            texts[new CohortId(row.Key[Prefix.Length..])] = PackedText.Unpack(ChunkedText.Read(row.Values, Text));
        }

        return texts;
    }

    private static RowWrite Write(string key, string packed)
    {
        var values = new RowValues();
        ChunkedText.Add(values, Text, packed);
        return RowWrite.Upsert(key, SchemaVersion.Stamp(values, Version));
    }
}
