using System.Runtime.CompilerServices;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;

namespace TeamsRolloutBot.State;

/// <summary>
/// Who did what, a partition for each rollout and one for each tenant, the newest first. Entries
/// are only ever added.
/// </summary>
/// <remarks>
/// An entry is first written beside what it tells of, in the same commit (<see cref="Stage"/>), so
/// that neither is ever there without the other, and brought here when the history is read
/// (<see cref="CollectAllAsync"/>).
/// </remarks>
internal sealed class AuditRepository(ITableStore store)
{
    private const string StagedPrefix = "log|";

    // No rollout's id: those have no bar.
    private const string TenantPrefix = "tenant|";
    private const int Version = 1;

    // An entry takes two commits to move, of which the second only removes: half of what a commit
    // may hold keeps sizes far from the limit.
    private const int MostCollected = 50;

    /// <summary>Writes an entry with the change it tells of.</summary>
    public static void Stage(UnitOfWork work, AuditEntry entry) => work.Insert(StagedPrefix + entry.Id, Write(entry));

    /// <summary>
    /// Writes an entry of something that changes nothing stored, before it is done.
    /// </summary>
    public Task AddAsync(RolloutId rollout, AuditEntry entry, CancellationToken ct = default) =>
        store.CommitAsync(Table.Audit, rollout.Value, [RowWrite.Upsert(entry.Id, Write(entry))], ct).AsTask();

    /// <summary>Writes an entry that belongs to no rollout into the tenant's own log.</summary>
    public Task AddAsync(string tenantId, AuditEntry entry, CancellationToken ct = default) =>
        store.CommitAsync(Table.Audit, TenantPrefix + tenantId, [RowWrite.Upsert(entry.Id, Write(entry))], ct).AsTask();

    /// <summary>The entries of the tenant's own log, the newest first.</summary>
    public IAsyncEnumerable<AuditEntry> ListAsync(
        string tenantId, string? after = null, int? limit = null, CancellationToken ct = default) =>
        ReadAsync(TenantPrefix + tenantId, after, limit, ct);

    /// <summary>
    /// Brings the entries staged in a partition to the rollout's history; doing it twice changes
    /// nothing.
    /// </summary>
    /// <summary>
    /// Moves what stands with the changes of a cohort to the history of its rollout.
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

    /// <summary>Everything staged of a rollout and its cohorts is brought here.</summary>
    public async Task CollectAllAsync(StoredRollout rollout, CancellationToken ct = default)
    {
        await Task.WhenAll(rollout.Definition.Cohorts
            .Select(cohort => CollectAsync(new CohortKey(rollout.Id, cohort.Id), ct))
            .Append(CollectAsync(rollout.Id, Table.Rollouts, rollout.Id.Value, ct)));
    }

    /// <summary>The entries of a rollout, the newest first.</summary>
    /// <param name="rollout">Which rollout.</param>
    /// <param name="after">The id of the entry after which to go on; null: from the newest.</param>
    /// <param name="limit">How many at most; null: all.</param>
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

    /// <summary>
    /// Puts another id in the place of somebody's, wherever it stands; doing it twice changes
    /// nothing.
    /// </summary>
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
