using System.Runtime.CompilerServices;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;

namespace TeamsRolloutBot.State;

/// <summary>
/// People the bot has seen in teams and chats: one partition per tenant, by id, with a name index
/// (<c>w|</c>) that has an entry starting with each word of a name. The index changes in the same
/// commit as the person.
/// </summary>
internal sealed class KnownPeopleRepository(ITableStore store, PartitionWriter writer)
{
    private const string PartitionPrefix = "people|";

    // 1: not in the name index.
    private const int Version = 2;

    // Sorts after every id: those start with a hexadecimal digit or their prefix (gone:, mail:,
    // user:).
    private const string NamePrefix = "w|";

    /// <summary>
    /// Exists once everybody is indexed; people seen by an earlier release are not.
    /// </summary>
    private const string IndexedRow = "w";
    private const int IndexVersion = 1;
    private const int MostWords = 6;
    private const int IndexedAtOnce = 16;

    /// <summary>
    /// Adds somebody; if already known with the same name and address, this costs no commit.
    /// </summary>
    public Task AddAsync(string tenantId, Person person, CancellationToken ct = default) =>
        writer.RunAsync(
            Table.Settings,
            PartitionOf(tenantId),
            [person.Id.Value],
            async unit =>
            {
                var stored = await unit.GetAsync(person.Id.Value, ct);
                var before = stored is null ? null : Read(person.Id.Value, stored);
                if (before != person || !IsIndexed(stored!))
                {
                    Put(unit, before, person);
                }

                return true;
            },
            ct);

    /// <summary>A person the bot has seen; null if it has not.</summary>
    public async ValueTask<Person?> FindAsync(string tenantId, PersonId person, CancellationToken ct = default) =>
        await store.GetAsync(Table.Settings, PartitionOf(tenantId), person.Value, ct) is { } row ? Read(row.Key, row.Values) : null;

    /// <summary>The first people in id order, up to a maximum.</summary>
    public async IAsyncEnumerable<Person> ListAsync(string tenantId, int most, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var row in store.QueryAsync(Table.Settings, PartitionOf(tenantId), RowRange.Before(IndexedRow).Take(most), ct))
        {
            yield return Read(row.Key, row.Values);
        }
    }

    /// <summary>
    /// People whose name, or its remainder from any of its words, starts with a text, ignoring case
    /// and accents. Exact matches come first.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="text">The typed text.</param>
    /// <param name="most">Maximum number of people to read.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<Person>> FindByNameAsync(string tenantId, string text, int most, CancellationToken ct = default)
    {
        var folded = FoldedName.Of(text);
        if (folded.Length == 0)
        {
            return [];
        }

        await IndexAllAsync(tenantId, ct);
        var found = new List<Person>();
        await foreach (
            var row in store.QueryAsync(
                Table.Settings, PartitionOf(tenantId), RowRange.Prefix(NamePrefix + FoldedName.KeyPrefix(folded)).Take(most), ct))
        {
            // Check the index entry against the person's current name.
            if (await FindAsync(tenantId, PersonOf(row.Values), ct) is { } person
                && found.All(other => other.Id != person.Id)
                && Turned(person.Name).Any(name => name.StartsWith(folded, StringComparison.Ordinal)))
            {
                found.Add(person);
            }
        }

        return found;
    }

    /// <summary>Removes a person and their index entries in one commit.</summary>
    public Task EraseAsync(string tenantId, PersonId person, CancellationToken ct = default) =>
        writer.RunAsync(
            Table.Settings,
            PartitionOf(tenantId),
            [person.Value],
            async unit =>
            {
                if (await unit.GetAsync(person.Value, ct) is { } stored)
                {
                    unit.Delete(person.Value);
                    foreach (var key in KeysOf(Read(person.Value, stored)))
                    {
                        unit.Delete(key);
                    }
                }

                return true;
            },
            ct);

    /// <summary>The tenant of a people partition; null for other partitions.</summary>
    public static string? TenantOf(string partition) =>
        partition.StartsWith(PartitionPrefix, StringComparison.Ordinal) ? partition[PartitionPrefix.Length..] : null;

    /// <summary>Compares the index with the names it is built from, and repairs it.</summary>
    /// <returns>The number of wrong or missing index rows found.</returns>
    public async Task<int> RepairAsync(string tenantId, bool onlyLook, CancellationToken ct = default)
    {
        if (!onlyLook)
        {
            await IndexAllAsync(tenantId, ct);
        }

        var wanted = new Dictionary<string, RowValues>(StringComparer.Ordinal);
        await foreach (var row in store.QueryAsync(Table.Settings, PartitionOf(tenantId), RowRange.Before(IndexedRow), ct))
        {
            foreach (var key in IsIndexed(row.Values) ? KeysOf(Read(row.Key, row.Values)) : [])
            {
                wanted[key] = IndexRow(StoredValues.PersonId(row.Key));
            }
        }

        var writes = new List<RowWrite>();
        await foreach (var row in store.QueryAsync(Table.Settings, PartitionOf(tenantId), RowRange.Prefix(NamePrefix), ct))
        {
            if (!wanted.Remove(row.Key))
            {
                writes.Add(RowWrite.Delete(row.Key));
            }
        }

        writes.AddRange(wanted.Select(row => RowWrite.Upsert(row.Key, row.Value)));
        foreach (var chunk in onlyLook ? [] : writes.Chunk(StorageLimits.MaxWrites))
        {
            await store.CommitAsync(Table.Settings, PartitionOf(tenantId), chunk, ct);
        }

        return writes.Count;
    }

    // Once per tenant. Uses compare-and-swap on each person's row, so that anybody forgotten
    // meanwhile stays forgotten.
    private async Task IndexAllAsync(string tenantId, CancellationToken ct)
    {
        if (await store.GetAsync(Table.Settings, PartitionOf(tenantId), IndexedRow, ct) is not null)
        {
            return;
        }

        var people = new List<PersonId>();
        await foreach (var row in store.QueryAsync(Table.Settings, PartitionOf(tenantId), RowRange.Before(IndexedRow), ct))
        {
            people.Add(StoredValues.PersonId(row.Key));
        }

        foreach (var chunk in people.Chunk(IndexedAtOnce))
        {
            await Task.WhenAll(chunk.Select(person => IndexAsync(tenantId, person, ct)));
        }

        await store.CommitAsync(
            Table.Settings, PartitionOf(tenantId), [RowWrite.Upsert(IndexedRow, SchemaVersion.Stamp([], IndexVersion))], ct);
    }

    private async Task IndexAsync(string tenantId, PersonId person, CancellationToken ct) =>
        await writer.RunAsync(
            Table.Settings,
            PartitionOf(tenantId),
            [person.Value],
            async unit =>
            {
                if (await unit.GetAsync(person.Value, ct) is { } stored && !IsIndexed(stored))
                {
                    Put(unit, null, Read(person.Value, stored));
                }

                return true;
            },
            ct);

    private static void Put(UnitOfWork unit, Person? before, Person after)
    {
        var values = new RowValues { { "name", after.Name }, { "email", after.Email } };
        unit.Upsert(after.Id.Value, SchemaVersion.Stamp(values, Version));
        var keys = KeysOf(after);
        foreach (var key in before is null ? [] : KeysOf(before).Except(keys))
        {
            unit.Delete(key);
        }

        foreach (var key in keys)
        {
            unit.Upsert(key, IndexRow(after.Id));
        }
    }

    private static List<string> KeysOf(Person person) =>
        [.. Turned(person.Name).Select(name => NamePrefix + FoldedName.Key(name, person.Id)).Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// The folded name rotated to start with each of its words: <c>ana lopez</c>, <c>lopez ana</c>.
    /// </summary>
    private static IEnumerable<string> Turned(string name)
    {
        var words = FoldedName.Of(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var first = 0; first < Math.Min(words.Length, MostWords); first++)
        {
            yield return string.Join(' ', [.. words[first..], .. words[..first]]);
        }
    }

    private static bool IsIndexed(RowValues person) => SchemaVersion.Check(person, Version) == Version;

    private static RowValues IndexRow(PersonId person) => SchemaVersion.Stamp(new RowValues { { "person", person.Value } }, IndexVersion);

    private static PersonId PersonOf(RowValues values)
    {
        SchemaVersion.Check(values, IndexVersion);
        return StoredValues.PersonId(values.GetString("person"));
    }

    private static Person Read(string id, RowValues values)
    {
        SchemaVersion.Check(values, Version);
        return new Person
        {
            Id = StoredValues.PersonId(id),
            Name = values.GetString("name"),
            Email = values.TryGetString("email", out var email) ? email : null,
        };
    }

    private static string PartitionOf(string tenantId) => PartitionPrefix + tenantId;
}
