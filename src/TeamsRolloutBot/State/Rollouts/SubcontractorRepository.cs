using NodaTime.Text;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;

namespace TeamsRolloutBot.State;

/// <summary>
/// A rollout's subcontractors, one row each in the rollout's partition, plus counts by status,
/// updated in the same commit; a status card reads only the counts.
/// </summary>
internal sealed class SubcontractorRepository(ITableStore store, PartitionWriter writer)
{
    private const string Prefix = "sub|";
    private const string CountsRow = "subs";
    private const int Version = 1;

    // Per commit: one row each, plus the counts.
    private const int Together = 50;

    /// <summary>All subcontractors of a rollout, by company.</summary>
    public async Task<IReadOnlyList<Subcontractor>> ListAsync(RolloutId rollout, CancellationToken ct = default)
    {
        var all = new List<Subcontractor>();
        await foreach (var row in store.QueryAsync(Table.Rollouts, rollout.Value, RowRange.Prefix(Prefix), ct))
        {
            all.Add(Read(row.Key[Prefix.Length..], row.Values));
        }

        return [.. all.OrderBy(each => each.Company, StringComparer.OrdinalIgnoreCase).ThenBy(each => each.Id, StringComparer.Ordinal)];
    }

    public async Task<Subcontractor?> FindAsync(RolloutId rollout, string id, CancellationToken ct = default) =>
        await store.GetAsync(Table.Rollouts, rollout.Value, Prefix + id, ct) is { } row ? Read(id, row.Values) : null;

    /// <summary>Counts by status; zero counts are omitted.</summary>
    public async Task<IReadOnlyDictionary<SubcontractorStatus, int>> CountsAsync(RolloutId rollout, CancellationToken ct = default) =>
        ReadCounts((await store.GetAsync(Table.Rollouts, rollout.Value, CountsRow, ct))?.Values);

    /// <summary>Adds those not there yet.</summary>
    /// <returns>The number added.</returns>
    public async Task<int> AddAsync(RolloutId rollout, IReadOnlyList<Subcontractor> subcontractors, CancellationToken ct = default)
    {
        var added = 0;
        foreach (var chunk in subcontractors.Chunk(Together))
        {
            added += await writer.RunAsync(
                Table.Rollouts,
                rollout.Value,
                [CountsRow, .. chunk.Select(each => Prefix + each.Id)],
                async work =>
                {
                    var isNew = new List<Subcontractor>();
                    foreach (var each in chunk)
                    {
                        if (await work.GetAsync(Prefix + each.Id, ct) is null)
                        {
                            work.Insert(Prefix + each.Id, Values(each));
                            isNew.Add(each);
                        }
                    }

                    await CountAsync(work, [.. isNew.Select(each => (each.Status, 1))], ct);
                    return isNew.Count;
                },
                ct);
        }

        return added;
    }

    /// <summary>Changes a subcontractor in storage.</summary>
    /// <returns>The updated subcontractor; null if not found.</returns>
    public Task<Subcontractor?> ChangeAsync(
        RolloutId rollout,
        string id,
        Func<Subcontractor, Subcontractor> change,
        CancellationToken ct = default
    ) =>
        writer.RunAsync<Subcontractor?>(
            Table.Rollouts,
            rollout.Value,
            [CountsRow, Prefix + id],
            async work =>
            {
                if (await work.GetAsync(Prefix + id, ct) is not { } row)
                {
                    return null;
                }

                var before = Read(id, row);
                var after = change(before);
                if (after == before)
                {
                    return before;
                }

                work.Replace(Prefix + id, Values(after));
                await CountAsync(work, after.Status == before.Status ? [] : [(before.Status, -1), (after.Status, 1)], ct);
                return after;
            },
            ct);

    /// <summary>Removes a person from all subcontractors, as contact and as owner.</summary>
    public async Task ForgetAsync(RolloutId rollout, IReadOnlyDictionary<PersonId, PersonId> ids, CancellationToken ct = default)
    {
        foreach (var each in await ListAsync(rollout, ct))
        {
            await ChangeAsync(rollout, each.Id, before => Forget(before, ids), ct);
        }
    }

    private static Subcontractor Forget(Subcontractor before, IReadOnlyDictionary<PersonId, PersonId> ids)
    {
        var owner = Find(before.Owner.Id) ?? (before.Owner.Email is { } email ? Find(PersonId.FromEmail(email)) : null);
        return before with
        {
            Email = before.Email.Length > 0 && Find(PersonId.FromEmail(before.Email)) is not null ? string.Empty : before.Email,
            Owner = owner is { } forgotten ? Person.Forgotten(forgotten) : before.Owner,
        };

        PersonId? Find(PersonId id) => ids.TryGetValue(id, out var instead) ? instead : null;
    }

    private static async ValueTask CountAsync(
        UnitOfWork work,
        IReadOnlyList<(SubcontractorStatus Status, int By)> changes,
        CancellationToken ct
    )
    {
        if (changes.Count == 0)
        {
            return;
        }

        var row = await work.GetAsync(CountsRow, ct);
        var after = ReadCounts(row);
        foreach (var (status, by) in changes)
        {
            after[status] = after.GetValueOrDefault(status) + by;
        }

        var values = new RowValues();
        foreach (var (status, count) in after.Where(each => each.Value > 0))
        {
            values.Add(status.ToString(), count);
        }

        work.Upsert(CountsRow, SchemaVersion.Stamp(values, Version));
    }

    private static Dictionary<SubcontractorStatus, int> ReadCounts(RowValues? values)
    {
        if (values is null)
        {
            return [];
        }

        SchemaVersion.Check(values, Version);
        return Enum.GetValues<SubcontractorStatus>()
            .Where(status => values.TryGetInt64(status.ToString(), out _))
            .ToDictionary(status => status, status => (int)values.GetInt64(status.ToString()));
    }

    private static RowValues Values(Subcontractor subcontractor) => SchemaVersion.Stamp(
        new RowValues
        {
            { "company", subcontractor.Company },
            { "email", subcontractor.Email },
            { "owner", subcontractor.Owner.Id.Value },
            { "ownerName", subcontractor.Owner.Name },
            { "ownerEmail", subcontractor.Owner.Email },
            { "status", subcontractor.Status.ToString() },
            { "invited", subcontractor.InvitedOn is { } day ? LocalDatePattern.Iso.Format(day) : null },
        },
        Version);

    private static Subcontractor Read(string id, RowValues values)
    {
        SchemaVersion.Check(values, Version);
        return new Subcontractor
        {
            Id = id,
            Company = values.GetString("company"),
            Email = values.GetString("email"),
            Owner = new Person
            {
                Id = StoredValues.PersonId(values.GetString("owner")),
                Name = values.GetString("ownerName"),
                Email = values.TryGetString("ownerEmail", out var email) ? email : null,
            },
            Status = Enum.TryParse<SubcontractorStatus>(values.GetString("status"), out var status)
                ? status
                : throw StoredValues.Damaged("the status of a subcontractor"),
            InvitedOn = values.TryGetString("invited", out var day) ? LocalDatePattern.Iso.Parse(day).Value : null,
        };
    }
}
