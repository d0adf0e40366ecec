using System.Runtime.CompilerServices;
using System.Text.Json;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>People who join a cohort.</summary>
internal sealed record CohortPeople(CohortId Cohort, IReadOnlyList<Member> Members);

/// <summary>
/// A background job that adds people to cohorts, or merges a cohort into another.
/// </summary>
internal sealed record PeopleJob
{
    public required string Id { get; init; }

    public required RolloutId Rollout { get; init; }

    public required PersonId By { get; init; }

    /// <summary>The cohort being merged; null if people are being added.</summary>
    public CohortId? From { get; init; }

    /// <summary>The target cohort of the merge.</summary>
    public CohortId? Into { get; init; }

    /// <summary>The number of people.</summary>
    public required int Total { get; init; }

    /// <summary>The number of people processed.</summary>
    public int Done { get; init; }

    /// <summary>How many of those were new in their cohort.</summary>
    public int Added { get; init; }

    /// <summary>The progress message; null if not sent yet.</summary>
    public string? MessageId { get; init; }
}

/// <summary>One part of a job: at most a hundred people of one cohort.</summary>
internal sealed record PeopleJobPart(string Row, CohortPeople People);

/// <summary>
/// Background jobs on thousands of people: one partition, with a row per job and one per remaining
/// part (<c>id|number</c>). A job is stored atomically.
/// </summary>
internal sealed class PeopleJobs(ITableStore store)
{
    private const string Partition = "joining";
    private const int Version = 1;
    private const int PeopleInPart = 100;
    private const int PartsInJob = StorageLimits.MaxWrites - 1;

    /// <summary>Requests people to be added; very many are split into several jobs.</summary>
    public async Task AskAsync(RolloutId rollout, IReadOnlyList<CohortPeople> people, PersonId by, CancellationToken ct = default)
    {
        var parts = people.SelectMany(each => each.Members.Chunk(PeopleInPart).Select(some => new CohortPeople(each.Cohort, some)));
        foreach (var some in parts.Chunk(PartsInJob))
        {
            var job = new PeopleJob { Id = NewId(), Rollout = rollout, By = by, Total = some.Sum(part => part.Members.Count) };
            await CommitAsync([Write(job), .. some.Select((part, number) => Write($"{job.Id}|{number:D4}", part))], ct);
        }
    }

    /// <summary>Requests a cohort to be merged into another.</summary>
    public Task AskMergeAsync(RolloutId rollout, CohortId from, CohortId into, int total, PersonId by, CancellationToken ct = default) =>
        CommitAsync([Write(new PeopleJob { Id = NewId(), Rollout = rollout, By = by, From = from, Into = into, Total = total })], ct);

    public async IAsyncEnumerable<PeopleJob> ListAsync([EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var row in store.QueryAsync(Table.Settings, Partition, RowRange.All, ct))
        {
            if (!row.Key.Contains('|', StringComparison.Ordinal))
            {
                yield return Read(row);
            }
        }
    }

    public async Task<PeopleJob?> FindAsync(string id, CancellationToken ct = default) =>
        await store.GetAsync(Table.Settings, Partition, id, ct) is { } row ? Read(row) : null;

    /// <summary>The remaining parts of a job.</summary>
    public IAsyncEnumerable<PeopleJobPart> ListPartsAsync(PeopleJob job, CancellationToken ct = default) =>
        store.QueryAsync(Table.Settings, Partition, RowRange.Prefix($"{job.Id}|"), ct).Select(ReadPart);

    /// <summary>The current state of a part; null if it is done.</summary>
    public async Task<PeopleJobPart?> FindPartAsync(string row, CancellationToken ct = default) =>
        await store.GetAsync(Table.Settings, Partition, row, ct) is { } found ? ReadPart(found) : null;

    /// <summary>Anonymises a person to be forgotten, so that they are no longer added.</summary>
    public async Task ForgetAsync(RolloutId rollout, IReadOnlyDictionary<PersonId, PersonId> ids, CancellationToken ct = default)
    {
        foreach (var job in await ListAsync(ct).Where(job => job.Rollout == rollout).ToListAsync(ct))
        {
            if (ids.TryGetValue(job.By, out var by))
            {
                await ReplaceAsync(job.Id, row => Write(Read(row) with { By = by }).Values!, ct);
            }

            foreach (var part in await ListPartsAsync(job, ct).Where(part => part.People.Members.Any(IsForgotten)).ToListAsync(ct))
            {
                await ReplaceAsync(part.Row, row => Write(row.Key, Without(ReadPart(row).People)).Values!, ct);
            }
        }

        bool IsForgotten(Member member) => ForgottenIdOf(member) is not null;

        PersonId? ForgottenIdOf(Member member) =>
            ids.TryGetValue(member.Person.Id, out var id)
            || (EmailAddress.IsValid(member.Person.Email) && ids.TryGetValue(PersonId.FromEmail(member.Person.Email!), out id))
                ? id
                : null;

        CohortPeople Without(CohortPeople people) => people with
        {
            Members =
            [
                .. people.Members.Select(member =>
                    ForgottenIdOf(member) is { } id ? new Member { Person = new Person { Id = id, Name = string.Empty } } : member)
            ],
        };
    }

    /// <summary>Saves a job's progress and removes a finished part.</summary>
    public Task SaveAsync(PeopleJob job, PeopleJobPart? done, CancellationToken ct = default) =>
        CommitAsync(done is null ? [Write(job)] : [RowWrite.Delete(done.Row), Write(job)], ct);

    /// <summary>Ends a job and discards its remaining parts.</summary>
    public async Task RemoveAsync(PeopleJob job, CancellationToken ct = default)
    {
        await PartitionErasure.RunAsync(store, Table.Settings, Partition, RowRange.Prefix($"{job.Id}|"), ct);
        await CommitAsync([RowWrite.Delete(job.Id)], ct);
    }

    // What has been deleted meanwhile is not written again.
    private async Task ReplaceAsync(string key, Func<Row, RowValues> change, CancellationToken ct)
    {
        while (await store.GetAsync(Table.Settings, Partition, key, ct) is { } row)
        {
            var write = RowWrite.Replace(key, change(row), row.ETag);
            if ((await store.CommitAsync(Table.Settings, Partition, [write], ct)).IsCommitted)
            {
                return;
            }
        }
    }

    private static string NewId() => Guid.NewGuid().ToString("N");

    private async Task CommitAsync(IReadOnlyList<RowWrite> writes, CancellationToken ct) =>
        await store.CommitAsync(Table.Settings, Partition, writes, ct);

    private static RowWrite Write(PeopleJob job) => RowWrite.Upsert(job.Id, SchemaVersion.Stamp(
        new RowValues
        {
            { "rollout", job.Rollout.Value },
            { "by", job.By.Value },
            { "from", job.From?.Value },
            { "into", job.Into?.Value },
            { "total", job.Total },
            { "done", job.Done },
            { "added", job.Added },
            { "message", job.MessageId },
        }, Version));

    private static RowWrite Write(string row, CohortPeople part)
    {
        var values = new RowValues { { "cohort", part.Cohort.Value } };
        ChunkedText.Add(
            values, "members", PackedText.Pack(JsonSerializer.Serialize(part.Members, StoredJson.Context.IReadOnlyListMember)));
        return RowWrite.Upsert(row, SchemaVersion.Stamp(values, Version));
    }

    private static PeopleJobPart ReadPart(Row row)
    {
        SchemaVersion.Check(row.Values, Version);
        var members = JsonSerializer.Deserialize(
            PackedText.Unpack(ChunkedText.Read(row.Values, "members")), StoredJson.Context.IReadOnlyListMember) ?? [];
        return new PeopleJobPart(row.Key, new CohortPeople(new CohortId(row.Values.GetString("cohort")), members));
    }

    private static PeopleJob Read(Row row)
    {
        SchemaVersion.Check(row.Values, Version);
        return new PeopleJob
        {
            Id = row.Key,
            Rollout = new RolloutId(row.Values.GetString("rollout")),
            By = StoredValues.PersonId(row.Values.GetString("by")),
            From = row.Values.TryGetString("from", out var from) ? new CohortId(from) : null,
            Into = row.Values.TryGetString("into", out var into) ? new CohortId(into) : null,
            Total = (int)row.Values.GetInt64("total"),
            Done = (int)row.Values.GetInt64("done"),
            Added = (int)row.Values.GetInt64("added"),
            MessageId = row.Values.TryGetString("message", out var message) ? message : null,
        };
    }
}
