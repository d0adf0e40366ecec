using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;

namespace TeamsRolloutBot.State;

/// <summary>
/// Rollouts: one partition each, with a small <c>head</c>, read often, and the <c>definition</c>,
/// read only after it changed; plus the ids of a tenant's rollouts, for administrators.
/// </summary>
internal sealed class RolloutRepository(ITableStore store, PartitionWriter writer)
{
    private const string HeadRow = "head";
    private const string DefinitionRow = "definition";
    private const string DefinitionText = "json";
    private const int Version = 1;

    // 2: adds the closing time.
    private const int HeadVersion = 2;
    private const int CachedDefinitions = 256;

    private readonly ConcurrentDictionary<RolloutId, (int Revision, RolloutDefinition Definition)> _definitions = new();

    /// <summary>The rollout, or null if there is none with that id.</summary>
    public async ValueTask<StoredRollout?> FindAsync(RolloutId id, CancellationToken ct = default)
    {
        while (true)
        {
            var head = await store.GetAsync(Table.Rollouts, id.Value, HeadRow, ct);
            if (head is null)
            {
                return null;
            }

            SchemaVersion.Check(head.Values, HeadVersion);
            var revision = (int)head.Values.GetInt64("definition");
            if (_definitions.TryGetValue(id, out var cached) && cached.Revision == revision)
            {
                return Read(id, head.Values, cached.Definition);
            }

            var row = await store.GetAsync(Table.Rollouts, id.Value, DefinitionRow, ct);
            if (row is not null && row.Values.GetInt64("revision") == revision)
            {
                return Read(id, head.Values, Remember(id, revision, row));
            }

            // The definition changed between the two reads, and so has the head.
        }
    }

    /// <summary>Stores a new rollout.</summary>
    public Task CreateAsync(StoredRollout rollout, CancellationToken ct = default) => CreateAsync(rollout, null, ct);

    /// <summary>
    /// Stores a new rollout and who created it in one commit; an existing one is left as it is.
    /// </summary>
    public async Task CreateAsync(StoredRollout rollout, AuditEntry? entry, CancellationToken ct = default)
    {
        // First, so that no rollout ever exists unlisted.
        await ListInTenantAsync(rollout, ct);
        await writer.RunAsync(
            Table.Rollouts,
            rollout.Id.Value,
            async work =>
            {
                if (await work.GetAsync(HeadRow, ct) is not null)
                {
                    return false;
                }

                work.Insert(HeadRow, Head(rollout));
                work.Insert(DefinitionRow, DefinitionValues(rollout));
                if (entry is not null)
                {
                    AuditRepository.Stage(work, entry);
                }

                return true;
            },
            ct);
    }

    /// <summary>Adds a rollout to its tenant's list; idempotent.</summary>
    public Task ListInTenantAsync(StoredRollout rollout, CancellationToken ct = default) =>
        store.CommitAsync(
            Table.Settings, TenantPartition(rollout.TenantId), [RowWrite.Upsert(rollout.Id.Value, SchemaVersion.Stamp([], Version))],
            ct).AsTask();

    /// <summary>A tenant's rollouts, whoever owns them.</summary>
    public async IAsyncEnumerable<StoredRollout> ListAsync(string tenantId, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var row in store.QueryAsync(Table.Settings, TenantPartition(tenantId), RowRange.All, ct))
        {
            if (RolloutId.Parse(row.Key) is { } id && await FindAsync(id, ct) is { } rollout)
            {
                yield return rollout;
            }
        }
    }

    /// <summary>
    /// Changes a rollout in storage. The change may run more than once and must be pure; returning
    /// its argument means no change.
    /// </summary>
    /// <returns>The updated rollout, or null if there is none with that id.</returns>
    public Task<StoredRollout?> ChangeAsync(RolloutId id, Func<StoredRollout, StoredRollout> change, CancellationToken ct = default) =>
        ChangeAsync(id, change, _ => null, ct);

    /// <summary>
    /// Changes a rollout and records who did it in one commit; nothing is recorded if nothing
    /// changes.
    /// </summary>
    /// <inheritdoc cref="ChangeAsync(RolloutId, Func{StoredRollout, StoredRollout},
    /// CancellationToken)"/>
    public Task<StoredRollout?> ChangeAsync(
        RolloutId id, Func<StoredRollout, StoredRollout> change, Func<StoredRollout, AuditEntry?> audit, CancellationToken ct = default) =>
        writer.RunAsync<StoredRollout?>(
            Table.Rollouts,
            id.Value,
            [HeadRow, DefinitionRow],
            async work =>
            {
                var head = await work.GetAsync(HeadRow, ct);
                var definition = await work.GetAsync(DefinitionRow, ct);
                if (head is null || definition is null)
                {
                    return null;
                }

                var before = Read(id, head, Deserialise(definition));
                var after = change(before);
                if (ReferenceEquals(before, after) || before == after)
                {
                    return before;
                }

                if (!ReferenceEquals(before.Definition, after.Definition))
                {
                    after = after with { DefinitionRevision = before.DefinitionRevision + 1 };
                    work.Replace(DefinitionRow, DefinitionValues(after));
                }

                work.Replace(HeadRow, Head(after));
                if (audit(before) is { } entry)
                {
                    AuditRepository.Stage(work, entry);
                }

                return after;
            },
            ct);

    /// <summary>
    /// Removes a rollout and the data stored with it. Its cohorts, parts and history must be
    /// removed first.
    /// </summary>
    public async Task DeleteAsync(StoredRollout rollout, CancellationToken ct = default)
    {
        _definitions.TryRemove(rollout.Id, out _);
        await foreach (var row in store.QueryAsync(Table.Rollouts, rollout.Id.Value, RowRange.All, ct))
        {
            if (row.Key is not (HeadRow or DefinitionRow))
            {
                await store.CommitAsync(Table.Rollouts, rollout.Id.Value, [RowWrite.Delete(row.Key)], ct);
            }
        }

        await writer.RunAsync(
            Table.Rollouts,
            rollout.Id.Value,
            work =>
            {
                work.Delete(HeadRow);
                work.Delete(DefinitionRow);
                return ValueTask.FromResult(true);
            },
            ct);
        await store.CommitAsync(Table.Settings, TenantPartition(rollout.TenantId), [RowWrite.Delete(rollout.Id.Value)], ct);
    }

    private static string TenantPartition(string tenantId) => $"rollouts|{tenantId}";

    private RolloutDefinition Remember(RolloutId id, int revision, Row row)
    {
        if (_definitions.Count >= CachedDefinitions)
        {
            _definitions.Clear();
        }

        var definition = Deserialise(row.Values);
        _definitions[id] = (revision, definition);
        return definition;
    }

    private static RolloutDefinition Deserialise(RowValues values)
    {
        SchemaVersion.Check(values, Version);
        return JsonSerializer.Deserialize(ChunkedText.Read(values, DefinitionText), StoredJson.Context.RolloutDefinition)
            ?? throw new StorageException("A stored definition is empty. Restore a backup.", isTransient: false);
    }

    private static RowValues DefinitionValues(StoredRollout rollout)
    {
        var values = new RowValues { { "revision", rollout.DefinitionRevision } };
        ChunkedText.Add(values, DefinitionText, JsonSerializer.Serialize(rollout.Definition, StoredJson.Context.RolloutDefinition));
        return SchemaVersion.Stamp(values, Version);
    }

    private static RowValues Head(StoredRollout stored)
    {
        var rollout = stored.Rollout;
        var values = new RowValues
        {
            { "tenant", stored.TenantId },
            { "owner", rollout.Owner.Id.Value },
            { "ownerName", rollout.Owner.Name },
            { "ownerEmail", rollout.Owner.Email },
            { "state", rollout.State.ToString() },
            { "launched", rollout.LaunchedAt?.ToUnixTimeTicks() },
            { "active", rollout.ActiveSince?.ToUnixTimeTicks() },
            { "pausedUntil", rollout.PausedUntil?.ToUnixTimeTicks() },
            { "closed", rollout.ClosedAt?.ToUnixTimeTicks() },
            { "created", stored.CreatedAt.ToUnixTimeTicks() },
            { "revision", rollout.Revision },
            { "definition", stored.DefinitionRevision },
            { "step", stored.Step },
            { "leadsToReview", stored.LeadsToReview },
            { "setup", stored.SetupDone.Count == 0 ? null : string.Join(',', stored.SetupDone) },
        };
        return SchemaVersion.Stamp(values, HeadVersion);
    }

    private static StoredRollout Read(RolloutId id, RowValues values, RolloutDefinition definition)
    {
        SchemaVersion.Check(values, HeadVersion);
        return new StoredRollout
        {
            TenantId = values.GetString("tenant"),
            CreatedAt = Instant.FromUnixTimeTicks(values.GetInt64("created")),
            Step = (int)values.GetInt64("step"),
            LeadsToReview = values.TryGetBoolean("leadsToReview", out var leads) && leads,
            SetupDone = values.TryGetString("setup", out var setup)
                ? setup.Split(',').ToImmutableSortedSet(StringComparer.Ordinal)
                : ImmutableSortedSet<string>.Empty,
            DefinitionRevision = (int)values.GetInt64("definition"),
            Rollout = new Rollout
            {
                Id = id,
                Owner = new Person
                {
                    Id = StoredValues.PersonId(values.GetString("owner")),
                    Name = values.GetString("ownerName"),
                    Email = values.TryGetString("ownerEmail", out var email) ? email : null,
                },
                Definition = definition,
                State = Enum.Parse<RolloutState>(values.GetString("state")),
                LaunchedAt = StoredValues.Instant(values, "launched"),
                ActiveSince = StoredValues.Instant(values, "active"),
                PausedUntil = StoredValues.Instant(values, "pausedUntil"),
                ClosedAt = StoredValues.Instant(values, "closed"),
                Revision = (int)values.GetInt64("revision"),
            },
        };
    }
}
