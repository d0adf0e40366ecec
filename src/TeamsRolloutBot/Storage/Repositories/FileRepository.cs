using System.Globalization;
using NodaTime;
using TeamsRolloutBot.Storage.Documents;

namespace TeamsRolloutBot.Storage.Repositories;

/// <summary>What is known of a kept file without reading it.</summary>
internal sealed record StoredFile(string Id, string Name, string ContentType, long Length, int Parts, Instant Until);

/// <summary>
/// Files that live for minutes, kept where every instance finds them: a partition for each file, with a row that describes it and its content in rows below
/// Azure's limits. The describing row is written last, so that a file is there whole or not at all; an index in order of time is written first, so that what a
/// crash left half is removed as well.
/// </summary>
internal sealed class FileRepository(ITableStore store)
{
    /// <summary>The most bytes of a file: the progress of 150,000 people as a workbook fits several times over.</summary>
    public const int MaxLength = 32 * 1024 * 1024;

    private const int Version = 1;
    private const string Index = "files";
    private const string Head = "head";
    private const int WritesAtOnce = 4;

    // Ten properties of 64 KiB: a row below 1 MiB, also as the base64 that goes over the wire.
    private const int PartLength = StorageLimits.MaxPropertyBytes * PropertiesInPart;
    private const int PropertiesInPart = 10;

    // Whoever began to read a file at its last moment may finish.
    private static readonly Duration Grace = Duration.FromMinutes(5);

    /// <exception cref="StorageLimitException">The file is longer than <see cref="MaxLength"/>.</exception>
    public async Task AddAsync(string id, string name, string contentType, ReadOnlyMemory<byte> content, Instant until, CancellationToken ct = default)
    {
        if (content.Length > MaxLength)
        {
            throw new StorageLimitException($"This file would have {content.Length:N0} bytes; {MaxLength:N0} can be kept.");
        }

        var parts = (content.Length + PartLength - 1) / PartLength;
        var entry = $"{Ticks(until)}|{id}";
        var indexed = await store.CommitAsync(Table.Due, Index, [RowWrite.Insert(entry, SchemaVersion.Stamp([], Version))], ct) as CommitResult.Committed
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
        };
        await store.CommitAsync(Table.Files, id, [RowWrite.Upsert(Head, SchemaVersion.Stamp(head, Version))], ct);

        // All files may have been removed meanwhile, as they are when somebody is erased: then this one, which may tell of them, is not left behind unindexed.
        if (await store.CommitAsync(Table.Due, Index, [RowWrite.Replace(entry, SchemaVersion.Stamp([], Version), indexed.ETags[0]!)], ct) is CommitResult.Conflict)
        {
            await EraseAsync(id, ct);
            throw new StorageException("All files were removed while this one was being written.", isTransient: true);
        }
    }

    public async Task<StoredFile?> FindAsync(string id, CancellationToken ct = default)
    {
        if (await store.GetAsync(Table.Files, id, Head, ct) is not { Values: var values })
        {
            return null;
        }

        SchemaVersion.Check(values, Version);
        return new StoredFile(
            id,
            values.GetString("name"),
            values.GetString("type"),
            values.GetInt64("length"),
            (int)values.GetInt64("parts"),
            StoredValues.Instant(values, "until") ?? throw StoredValues.Damaged("a time"));
    }

    /// <summary>Reads a file's first row and gives what writes all of it to a stream, a row at a time.</summary>
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
    public Task<int> SweepAsync(Instant now, CancellationToken ct = default) => RemoveAsync(RowRange.Before(Ticks(now - Grace)), ct);

    /// <summary>Removes every file.</summary>
    public Task<int> RemoveAllAsync(CancellationToken ct = default) => RemoveAsync(RowRange.All, ct);

    private async Task<RowValues> ReadAsync(StoredFile file, int part, CancellationToken ct) =>
        (await store.GetAsync(Table.Files, file.Id, KeyOf(part), ct) ?? throw new StorageException("The file was removed while it was read.", isTransient: false)).Values;

    private async Task<int> RemoveAsync(RowRange range, CancellationToken ct)
    {
        var count = 0;
        await foreach (var row in store.QueryAsync(Table.Due, Index, range, ct))
        {
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

    private static string Ticks(Instant at) => at.ToUnixTimeTicks().ToString("D19", CultureInfo.InvariantCulture);
}
