using System.Runtime.CompilerServices;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;

namespace TeamsRolloutBot.State;

/// <summary>
/// The audit log, with a partition per rollout and one per tenant, newest first. Append-only.
/// </summary>
/// <remarks>
/// An entry is first written next to the change it records, in the same commit
/// (<see cref="Stage"/>), so that neither exists without the other, and moved here when the history
/// is read (<see cref="CollectAllAsync"/>).
/// </remarks>
internal sealed class AuditRepository(ITableStore store)
{
    private const string StagedPrefix = "log|";

    // Can't be a rollout's id, which has no bar.
    private const string TenantPrefix = "tenant|";
    private const int Version = 1;

    // Moving an entry takes two commits, the second of which only deletes. Half a commit's capacity
    // stays far below the size limit.
    private const int MostCollected = 50;

    /// <summary>Stages an entry with the change it records.</summary>
    public static void Stage(UnitOfWork work, AuditEntry entry) => work.Insert(StagedPrefix + entry.Id, Write(entry));

    /// <summary>
    /// Writes an entry for an action that changes no stored state, before it happens.
    /// </summary>
    public Task AddAsync(RolloutId rollout, AuditEntry entry, CancellationToken ct = default) =>
        store.CommitAsync(Table.Audit, rollout.Value, [RowWrite.Upsert(entry.Id, Write(entry))], ct).AsTask();

    /// <summary>Writes an entry that belongs to no rollout to the tenant's own log.</summary>
    public Task AddAsync(string tenantId, AuditEntry entry, CancellationToken ct = default) =>
        store.CommitAsync(Table.Audit, TenantPrefix + tenantId, [RowWrite.Upsert(entry.Id, Write(entry))], ct).AsTask();

    /// <summary>The entries of the tenant's own log, newest first.</summary>
    public IAsyncEnumerable<AuditEntry> ListAsync(
        string tenantId, string? after = null, int? limit = null, CancellationToken ct = default) =>
        ReadAsync(TenantPrefix + tenantId, after, limit, ct);

    /// <summary>
    /// Moves the entries staged in a cohort to its rollout's history; idempotent.
    /// </summary>
    public Task CollectAsync(CohortKey cohort, CancellationToken ct = default) =>
        CollectAsync(cohort.Rollout, Table.Cohorts, cohort.Partition, ct);

    private async Task CollectAsync(RolloutId rollout, Table table, string partition, CancellationToken ct = default)
    {
        while (true)
        {
            var staged = new List<Row>();
            await foreach (var row in store.QueryAsync(table, partition, RowRange.Prefix(StagedPrefix).Take(MostCollected), ct))
            {
                staged.Add(row);
            }

            if (staged.Count == 0)
            {
                return;
            }

            await store.CommitAsync(
                Table.Audit, rollout.Value, [.. staged.Select(row => RowWrite.Upsert(row.Key[StagedPrefix.Length..], row.Values))], ct);
            await store.CommitAsync(table, partition, [.. staged.Select(row => RowWrite.Delete(row.Key))], ct);
            if (staged.Count < MostCollected)
            {
                return;
            }
        }
    }

    /// <summary>Moves everything staged in a rollout and its cohorts here.</summary>
    public async Task CollectAllAsync(StoredRollout rollout, CancellationToken ct = default)
    {
        await Task.WhenAll(rollout.Definition.Cohorts
            .Select(cohort => CollectAsync(new CohortKey(rollout.Id, cohort.Id), ct))
            .Append(CollectAsync(rollout.Id, Table.Rollouts, rollout.Id.Value, ct)));
    }

    /// <summary>A rollout's entries, newest first.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="after">The id of the entry to continue after; null: from the newest.</param>
    /// <param name="limit">Maximum number of entries; null: all.</param>
    /// <param name="ct">Cancels reading.</param>
    public IAsyncEnumerable<AuditEntry> ListAsync(
        RolloutId rollout, string? after = null, int? limit = null, CancellationToken ct = default) =>
        ReadAsync(rollout.Value, after, limit, ct);

    private async IAsyncEnumerable<AuditEntry> ReadAsync(
        string partition, string? after, int? limit, [EnumeratorCancellation] CancellationToken ct)
    {
        var range = after is null ? RowRange.All : RowRange.After(after);
        range = limit is { } count ? range.Take(count) : range;
        await foreach (var row in store.QueryAsync(Table.Audit, partition, range, ct))
        {
            yield return Read(row);
        }
    }

    /// <summary>Replaces a person's id wherever it occurs; idempotent.</summary>
    public async Task ReplaceAsync(RolloutId rollout, IReadOnlyDictionary<PersonId, PersonId> ids, CancellationToken ct = default)
    {
        await foreach (var entry in ListAsync(rollout, ct: ct))
        {
            if (ids.ContainsKey(entry.Actor) || entry.Subjects.Any(ids.ContainsKey))
            {
                await AddAsync(
                    rollout,
                    entry with
                    {
                        Actor = ids.GetValueOrDefault(entry.Actor, entry.Actor),
                        Subjects = [.. entry.Subjects.Select(id => ids.GetValueOrDefault(id, id))]
                    },
                    ct);
            }
        }
    }

    private static RowValues Write(AuditEntry entry)
    {
        var values = new RowValues
        {
            { "at", entry.At.ToUnixTimeTicks() },
            { "actor", entry.Actor.Value },
            { "action", entry.UnknownName ?? entry.Action.ToString() },
            { "cohort", entry.Cohort?.Value },
            { "subjects", entry.Subjects.Count == 0 ? null : string.Join('\n', entry.Subjects.Select(id => id.Value)) },
            { "detail", entry.Detail },
        };
        return SchemaVersion.Stamp(values, Version);
    }

    private static AuditEntry Read(Row row)
    {
        SchemaVersion.Check(row.Values, Version);
        var name = row.Values.GetString("action");
        var isKnown = Enum.TryParse<AuditAction>(name, out var action) && Enum.IsDefined(action);
        return new AuditEntry
        {
            Id = row.Key,
            At = StoredValues.Instant(row.Values, "at") ?? throw StoredValues.Damaged("a time"),
            Actor = StoredValues.PersonId(row.Values.GetString("actor")),
            Action = isKnown ? action : AuditAction.Unknown,
            UnknownName = isKnown ? null : name,
            Cohort = row.Values.TryGetString("cohort", out var cohort) ? CohortId.Parse(cohort) : null,
            Subjects = row.Values.TryGetString("subjects", out var subjects) ? [.. subjects.Split('\n').Select(StoredValues.PersonId)] : [],
            Detail = row.Values.TryGetString("detail", out var detail) ? detail : null,
        };
    }
}
