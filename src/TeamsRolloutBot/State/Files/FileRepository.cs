using System.Globalization;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>What is known of a kept file without reading it.</summary>
internal sealed record StoredFile(string Id, string Name, string ContentType, long Length, int Parts, Instant Until)
{
    /// <summary>Whose it is; null for a file of the first release.</summary>
    public FileOwner? Owner { get; init; }

    /// <summary>It was handed out, or is being: it is not handed out again.</summary>
    public bool IsTaken { get; init; }
}

/// <summary>Whose a file is.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Person">Who asked for it.</param>
internal sealed record FileOwner(string TenantId, PersonId Person)
{
    /// <summary>The rollout it is of; null where it is of none.</summary>
    public RolloutId? Rollout { get; init; }

    /// <summary>Whose data it is made of, where it is of one person: all their ids.</summary>
    public IReadOnlyList<PersonId> Subjects { get; init; } = [];

    /// <summary>What the history calls it; null where it holds nobody else's data.</summary>
    public string? RecordedAs { get; init; }
}

/// <summary>
/// Files that live for minutes, kept where every instance finds them: a partition for each file,
/// with a row that describes it and its content in rows below Azure's limits. The describing row is
/// written last, so that a file is there whole or not at all; an index in order of time is written
/// first, so that what a crash left half is removed as well.
/// </summary>
internal sealed class FileRepository(ITableStore store)
{
    /// <summary>
    /// The most bytes of a file: the progress of 150,000 people as a workbook fits several times
    /// over.
    /// </summary>
    public const int MaxLength = 32 * 1024 * 1024;

    private const int Version = 1;
    private const string Index = "files";
    private const string Head = "head";
    private const int WritesAtOnce = 4;

    /// <summary>How many files one person has at once.</summary>
    public const int MostOfPerson = 20;
    private const long Megabyte = 1024 * 1024;

    // Ten properties of 64 KiB: a row below 1 MiB, also as the base64 that goes over the wire.
    private const int PartLength = StorageLimits.MaxPropertyBytes * PropertiesInPart;
    private const int PropertiesInPart = 10;

    // Whoever began to read a file at its last moment may finish.
    private static readonly Duration Grace = Duration.FromMinutes(5);

    /// <exception cref="FileLimitException">The file is longer than <see cref="MaxLength"/>, or
    /// its owner or their tenant have too many already.</exception>
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
            ?? throw new StorageException("The file is there already.", isTransient: false);
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

        // It may have been removed meanwhile, as it is when somebody is erased: then it, which may
        // tell of them, is not left behind unindexed.
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

    /// <summary>Marks a file as handed out, or as to be had again.</summary>
    /// <returns>False when it is marked so already, also by another request at this very moment, or
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
    /// Reads a file's first row and gives what writes all of it to a stream, a row at a time.
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

    /// <summary>Removes the files whose time was over some minutes ago.</summary>
    /// <returns>How many were removed.</returns>
    public Task<int> SweepAsync(Instant now, CancellationToken ct = default) =>
        RemoveAsync(RowRange.Before(StoredValues.Ticks(now - Grace)), _ => true, ct);

    /// <summary>
    /// Removes a person's own files and those made of their data; nobody else's, and none of
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

    // The description first: a file that is being removed is not handed out any more.
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
