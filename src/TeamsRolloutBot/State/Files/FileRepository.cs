using System.Globalization;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>A stored file without its content.</summary>
internal sealed record StoredFile(string Id, string Name, string ContentType, long Length, int Parts, Instant Until)
{
    /// <summary>Its owner; null for a file of the first release.</summary>
    public FileOwner? Owner { get; init; }

    /// <summary>It has been or is being handed out, and is not handed out again.</summary>
    public bool IsTaken { get; init; }
}

/// <summary>The owner of a file.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Person">Who requested it.</param>
internal sealed record FileOwner(string TenantId, PersonId Person)
{
    /// <summary>The rollout it belongs to; null if none.</summary>
    public RolloutId? Rollout { get; init; }

    /// <summary>If it contains one person's data, all of that person's ids.</summary>
    public IReadOnlyList<PersonId> Subjects { get; init; } = [];

    /// <summary>Its name in the audit log; null if it contains nobody else's data.</summary>
    public string? RecordedAs { get; init; }
}

/// <summary>
/// Short-lived files that every instance can find: a partition per file, with a head row and
/// content rows within Azure's limits. The head is written last, so that a file exists completely
/// or not at all; an index in time order is written first, so that leftovers of a crash are removed
/// too.
/// </summary>
internal sealed class FileRepository(ITableStore store)
{
    /// <summary>
    /// Maximum file size in bytes: several times the progress workbook of 150,000 people.
    /// </summary>
    public const int MaxLength = 32 * 1024 * 1024;

    private const int Version = 1;
    private const string Index = "files";
    private const string Head = "head";
    private const int WritesAtOnce = 4;

    /// <summary>Maximum number of files per person.</summary>
    public const int MostOfPerson = 20;
    private const long Megabyte = 1024 * 1024;

    // Ten properties of 64 KiB keep a row below 1 MiB, even as base64 on the wire.
    private const int PartLength = StorageLimits.MaxPropertyBytes * PropertiesInPart;
    private const int PropertiesInPart = 10;

    // Lets a download that started just before expiry finish.
    private static readonly Duration Grace = Duration.FromMinutes(5);

    /// <exception cref="FileLimitException">The file is longer than <see cref="MaxLength"/>, or its
    /// owner or their tenant already has too many.</exception>
    public async Task AddAsync(
        string id, FileOwner owner, string name, string contentType, ReadOnlyMemory<byte> content, Instant until, int megabytesOfTenant,
        CancellationToken ct =
            default)
    {
        if (content.Length > MaxLength)
        {
            throw new FileLimitException(
                RuleTexts.TheFileIsTooLarge.With((content.Length + Megabyte - 1) / Megabyte, MaxLength / Megabyte));
        }

        await CheckRoomAsync(owner, content.Length, megabytesOfTenant, ct);
        var parts = (content.Length + PartLength - 1) / PartLength;
        var entry = $"{StoredValues.Ticks(until)}|{id}";
        var indexed = await store.CommitAsync(
            Table.Due, Index, [RowWrite.Insert(entry, Indexed(owner, content.Length))], ct) as CommitResult.Committed
            ?? throw new StorageException("The file already exists.", isTransient: false);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, parts),
            new ParallelOptions { MaxDegreeOfParallelism = WritesAtOnce, CancellationToken = ct },
            async (part, cancelled) =>
            {
                var start = part * PartLength;
                var values = ValuesOf(content.Slice(start, Math.Min(PartLength, content.Length - start)));
                await store.CommitAsync(Table.Files, id, [RowWrite.Upsert(KeyOf(part), values)], cancelled);
            });
        var head = new RowValues
        {
            { "name", name },
            { "type", contentType },
            { "length", content.Length },
            { "parts", parts },
            { "until", until.ToUnixTimeTicks() },
            { "tenant", owner.TenantId },
            { "owner", owner.Person.Value },
            { "rollout", owner.Rollout?.Value },
            { "subjects", Text(owner.Subjects) },
            { "recorded", owner.RecordedAs },
        };
        await store.CommitAsync(Table.Files, id, [RowWrite.Upsert(Head, SchemaVersion.Stamp(head, Version))], ct);

        // It may have been removed meanwhile because somebody was erased. It may contain their
        // data, so it must not be left behind without an index entry.
        if (
            await store.CommitAsync(Table.Due, Index, [RowWrite.Replace(entry, Indexed(owner, content.Length), indexed.ETags[0]!)], ct)
            is CommitResult.Conflict
        )
        {
            await EraseAsync(id, ct);
            throw new StorageException("The file was removed while it was being written.", isTransient: true);
        }
    }

    public async Task<StoredFile?> FindAsync(string id, CancellationToken ct = default) =>
        await store.GetAsync(Table.Files, id, Head, ct) is { Values: var values } ? Read(id, values) : null;

    /// <summary>Marks a file as handed out, or as available again.</summary>
    /// <returns>False if it is already marked so, lost a race with another request, or is
    /// gone.</returns>
    public async Task<bool> MarkAsync(string id, bool isTaken, CancellationToken ct = default)
    {
        if (await store.GetAsync(Table.Files, id, Head, ct) is not { } row || Read(id, row.Values).IsTaken == isTaken)
        {
            return false;
        }

        var values = row.Values.Copy();
        values.Set("taken", isTaken);
        return (await store.CommitAsync(Table.Files, id, [RowWrite.Replace(Head, values, row.ETag)], ct)).IsCommitted;
    }

    private static StoredFile Read(string id, RowValues values)
    {
        SchemaVersion.Check(values, Version);
        return new StoredFile(
            id,
            values.GetString("name"),
            values.GetString("type"),
            values.GetInt64("length"),
            (int)values.GetInt64("parts"),
            StoredValues.Instant(values, "until") ?? throw StoredValues.Damaged("a time"))
        {
            IsTaken = values.TryGetBoolean("taken", out var taken) && taken,
            Owner = values.TryGetString("tenant", out var tenant)
                ? new FileOwner(tenant, StoredValues.PersonId(values.GetString("owner")))
                {
                    Rollout = values.TryGetString("rollout", out var rollout) ? new RolloutId(rollout) : null,
                    Subjects = [.. People(values)],
                    RecordedAs = values.TryGetString("recorded", out var recorded) ? recorded : null,
                }
                : null,
        };
    }

    /// <summary>
    /// Reads a file's first row and returns a function that streams all of it, row by row.
    /// </summary>
    /// <exception cref="StorageException">The file can't be read.</exception>
    public async Task<Func<Stream, Task>> OpenAsync(StoredFile file, CancellationToken ct = default)
    {
        var first = file.Parts > 0 ? await ReadAsync(file, 0, ct) : [];
        return async target =>
        {
            for (var part = 0; part < file.Parts; part++)
            {
                var row = part == 0 ? first : await ReadAsync(file, part, ct);
                for (var index = 0; row.TryGetBytes($"d{index}", out var bytes); index++)
                {
                    await target.WriteAsync(bytes, ct);
                }
            }
        };
    }

    /// <summary>Removes files that expired some minutes ago.</summary>
    /// <returns>The number of files removed.</returns>
    public Task<int> SweepAsync(Instant now, CancellationToken ct = default) =>
        RemoveAsync(RowRange.Before(StoredValues.Ticks(now - Grace)), _ => true, ct);

    /// <summary>
    /// Removes a person's own files and those made from their data; nobody else's, and none of
    /// another tenant.
    /// </summary>
    public Task<int> RemoveOfAsync(string tenantId, IReadOnlyCollection<PersonId> ids, CancellationToken ct = default) =>
        RemoveAsync(
            RowRange.All,
            entry =>
                entry.TryGetString("tenant", out var tenant)
                    && tenant == tenantId
                    && People(entry).Append(StoredValues.PersonId(entry.GetString("owner"))).Any(ids.Contains),
            ct);

    /// <summary>Removes one file.</summary>
    public async Task RemoveAsync(StoredFile file, CancellationToken ct = default)
    {
        await EraseAsync(file.Id, ct);
        await store.CommitAsync(Table.Due, Index, [RowWrite.Delete($"{StoredValues.Ticks(file.Until)}|{file.Id}")], ct);
    }

    private async Task CheckRoomAsync(FileOwner owner, long length, int megabytesOfTenant, CancellationToken ct)
    {
        var (own, bytes) = (0, length);
        await foreach (var row in store.QueryAsync(Table.Due, Index, RowRange.All, ct))
        {
            if (row.Values.TryGetString("tenant", out var tenant) && tenant == owner.TenantId)
            {
                bytes += row.Values.GetInt64("length");
                own += row.Values.GetString("owner") == owner.Person.Value ? 1 : 0;
            }
        }

        if (own >= MostOfPerson)
        {
            throw new FileLimitException(RuleTexts.YouHaveTooManyFiles.With(MostOfPerson));
        }

        if (bytes > megabytesOfTenant * Megabyte)
        {
            throw new FileLimitException(RuleTexts.YourCompanyHasTooManyFiles);
        }
    }

    private static RowValues Indexed(FileOwner owner, long length) => SchemaVersion.Stamp(
        new RowValues
        {
            { "tenant", owner.TenantId }, { "owner", owner.Person.Value }, { "subjects", Text(owner.Subjects) }, { "length", length }
        }, Version);

    private static string? Text(IReadOnlyList<PersonId> people) =>
        people.Count == 0 ? null : string.Join('\n', people.Select(person => person.Value));

    private static IEnumerable<PersonId> People(RowValues values) =>
        values.TryGetString("subjects", out var subjects) ? subjects.Split('\n').Select(StoredValues.PersonId) : [];

    private async Task<RowValues> ReadAsync(StoredFile file, int part, CancellationToken ct) =>
        (
            await store.GetAsync(Table.Files, file.Id, KeyOf(part), ct)
            ?? throw new StorageException("The file was removed while it was read.", isTransient: false)
        ).Values;

    private async Task<int> RemoveAsync(RowRange range, Func<RowValues, bool> isMeant, CancellationToken ct)
    {
        var count = 0;
        await foreach (var row in store.QueryAsync(Table.Due, Index, range, ct))
        {
            if (!isMeant(row.Values))
            {
                continue;
            }

            var id = row.Key[(row.Key.IndexOf('|', StringComparison.Ordinal) + 1)..];
            await EraseAsync(id, ct);
            await store.CommitAsync(Table.Due, Index, [RowWrite.Delete(row.Key)], ct);
            count++;
        }

        return count;
    }

    // The head first: a file being removed must not be handed out.
    private async Task EraseAsync(string id, CancellationToken ct)
    {
        await store.CommitAsync(Table.Files, id, [RowWrite.Delete(Head)], ct);
        await PartitionErasure.RunAsync(store, Table.Files, id, RowRange.All, ct);
    }

    private static RowValues ValuesOf(ReadOnlyMemory<byte> part)
    {
        var values = new RowValues();
        for (var (index, start) = (0, 0); start < part.Length; index++, start += StorageLimits.MaxPropertyBytes)
        {
            values.Add($"d{index}", part.Slice(start, Math.Min(StorageLimits.MaxPropertyBytes, part.Length - start)).ToArray());
        }

        return SchemaVersion.Stamp(values, Version);
    }

    private static string KeyOf(int part) => $"part|{part.ToString("D4", CultureInfo.InvariantCulture)}";
}
