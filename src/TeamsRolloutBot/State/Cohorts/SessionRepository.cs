using System.Runtime.CompilerServices;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;

namespace TeamsRolloutBot.State;

/// <summary>
/// A training session's entry in a calendar; a session with many attendees has several.
/// </summary>
internal sealed record SessionEntry
{
    public required string Session { get; init; }

    /// <summary>From 0; the first has the Teams meeting.</summary>
    public required int Part { get; init; }

    /// <summary>The owner of the calendar.</summary>
    public required string Organiser { get; init; }

    public required string EventId { get; init; }

    public string? JoinUrl { get; init; }

    /// <summary>
    /// A fingerprint of what was written to the calendar; if it matches, the entry is up to date.
    /// </summary>
    public required string Fingerprint { get; init; }

    /// <summary>The same without the attendees; null in rows of earlier releases.</summary>
    public string? ContentFingerprint { get; init; }

    public int Attendees { get; init; }
}

/// <summary>A person in a session's attendance list.</summary>
/// <param name="Place">Their position, for paging.</param>
/// <param name="Person">The person.</param>
/// <param name="Name">Their name.</param>
/// <param name="WasThere">Whether they attended.</param>
internal sealed record AttendanceItem(string Place, PersonId Person, string Name, bool WasThere);

/// <summary>
/// Data of training sessions in the cohort's partition: calendar entries (<c>se|</c>), attendance
/// (<c>sa|</c>) and the lists for browsing it (<see cref="AttendanceLists"/>).
/// </summary>
internal sealed class SessionRepository(ITableStore store, PartitionWriter writer)
{
    private const int Version = 1;
    private const string EntryPrefix = "se|";
    private const string AttendedPrefix = AttendanceLists.AttendedPrefix;

    // Up to three rows each: the mark, and the list row before and after.
    private const int MarksInCommit = 32;

    // One row each, plus the one describing the lists.
    private const int ItemsInCommit = 96;

    public async IAsyncEnumerable<SessionEntry> ListEntriesAsync(CohortKey cohort, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var row in store.QueryAsync(Table.Cohorts, cohort.Partition, RowRange.Prefix(EntryPrefix), ct))
        {
            SchemaVersion.Check(row.Values, Version);
            yield return new SessionEntry
            {
                Session = row.Values.GetString("session"),
                Part = (int)row.Values.GetInt64("part"),
                Organiser = row.Values.GetString("organiser"),
                EventId = row.Values.GetString("event"),
                JoinUrl = row.Values.TryGetString("join", out var join) ? join : null,
                Fingerprint = row.Values.GetString("fingerprint"),
                ContentFingerprint = row.Values.TryGetString("content", out var content) ? content : null,
                Attendees = (int)row.Values.GetInt64("attendees"),
            };
        }
    }

    public Task SaveAsync(CohortKey cohort, SessionEntry entry, CancellationToken ct = default)
    {
        var values = new RowValues
        {
            { "session", entry.Session },
            { "part", entry.Part },
            { "organiser", entry.Organiser },
            { "event", entry.EventId },
            { "join", entry.JoinUrl },
            { "fingerprint", entry.Fingerprint },
            { "content", entry.ContentFingerprint },
            { "attendees", entry.Attendees },
        };
        return store.CommitAsync(Table.Cohorts, cohort.Partition, [RowWrite.Upsert(Row(entry), SchemaVersion.Stamp(values, Version))], ct)
            .AsTask();
    }

    public Task RemoveAsync(CohortKey cohort, SessionEntry entry, CancellationToken ct = default) =>
        store.CommitAsync(Table.Cohorts, cohort.Partition, [RowWrite.Delete(Row(entry))], ct).AsTask();

    /// <summary>
    /// Attendance of a cohort's sessions, including cancelled ones: each attendee with the ids of
    /// their sessions.
    /// </summary>
    public async Task<ILookup<PersonId, string>> ListAttendanceAsync(CohortKey cohort, CancellationToken ct = default)
    {
        var attendance = new List<(PersonId Person, string Session)>();
        await foreach (var row in store.QueryAsync(Table.Cohorts, cohort.Partition, RowRange.Prefix(AttendedPrefix), ct))
        {
            var (session, person) = Parts(row.Key);
            attendance.Add((StoredValues.PersonId(person), session));
        }

        return attendance.ToLookup(each => each.Person, each => each.Session);
    }

    /// <summary>
    /// The sessions somebody attended. Reads one row per session, not those of all attendees.
    /// </summary>
    public async Task<IReadOnlyList<string>> ListSessionsOfAsync(CohortKey cohort, PersonId person, CancellationToken ct = default)
    {
        var sessions = new List<string>();
        var from = RowBound.Inclusive(AttendedPrefix);
        while (await FirstSessionAsync(cohort, from, ct) is { } session)
        {
            if (await HasAttendedAsync(cohort, session, person, ct))
            {
                sessions.Add(session);
            }

            from = RowBound.Exclusive($"{AttendedPrefix}{session}}}");
        }

        return sessions;
    }

    /// <summary>Records who attended a session, or did not; idempotent.</summary>
    public async Task MarkAsync(
        CohortKey cohort, string session, IEnumerable<PersonId> people, bool attended, Instant now, CancellationToken ct = default)
    {
        foreach (var chunk in people.Distinct().Chunk(MarksInCommit))
        {
            var reads = chunk.SelectMany(
                person => new[] { CohortWork.ParticipantRow(person), AttendanceLists.AttendedRow(session, person) });
            await ChangeListsAsync(
                cohort,
                reads,
                async lists =>
                {
                    foreach (var person in chunk)
                    {
                        await lists.MarkAsync(session, person, attended, now);
                    }
                },
                ct);
        }
    }

    public async ValueTask<bool> HasAttendedAsync(CohortKey cohort, string session, PersonId person, CancellationToken ct = default) =>
        await store.GetAsync(Table.Cohorts, cohort.Partition, AttendanceLists.AttendedRow(session, person), ct) is not null;

    /// <summary>
    /// The number of attendance lists of a cohort: each adds one or two row writes when somebody
    /// joins or is renamed.
    /// </summary>
    public async ValueTask<int> CountListsAsync(CohortKey cohort, CancellationToken ct = default) =>
        (await ReadListsAsync(cohort, ct)).Count;

    /// <summary>
    /// The number of members who attended a session, according to its list, which is built on first
    /// use.
    /// </summary>
    public async Task<int> PrepareListAsync(CohortKey cohort, string session, CancellationToken ct = default)
    {
        var lists = await ReadListsAsync(cohort, ct);
        if (!lists.TryGetValue(session, out var list) || !list.IsWhole)
        {
            await MakeListAsync(cohort, session, isBegun: list is not null, ct);
            lists = await ReadListsAsync(cohort, ct);
        }

        return lists.GetValueOrDefault(session)?.WereThere ?? 0;
    }

    /// <summary>
    /// A page of a session's list: absentees first, then attendees, each by name.
    /// </summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="session">The session.</param>
    /// <param name="after">The position to continue after; null: from the first.</param>
    /// <param name="limit">Maximum number of entries.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<AttendanceItem>> ListPageAsync(
        CohortKey cohort, string session, string? after, int limit, CancellationToken ct = default)
    {
        var prefix = AttendanceLists.PrefixOf(session);
        var range = after is null
            ? RowRange.Prefix(prefix)
            : RowRange.Between(RowBound.Exclusive(prefix + after), RowBound.Exclusive(prefix[..^1] + '}'));
        var items = new List<AttendanceItem>();
        await foreach (var row in store.QueryAsync(Table.Cohorts, cohort.Partition, range.Take(limit), ct))
        {
            var (person, name) = AttendanceLists.ReadItem(row.Values);
            items.Add(new AttendanceItem(row.Key[prefix.Length..], person, name, row.Key[prefix.Length] == '1'));
        }

        return items;
    }

    /// <summary>
    /// Removes the list of a session that does not take place; attendance records stay.
    /// </summary>
    public async Task DropListAsync(CohortKey cohort, string session, CancellationToken ct = default)
    {
        if (!(await ReadListsAsync(cohort, ct)).ContainsKey(session))
        {
            return;
        }

        // Rows first: while the list is still recorded, a forgotten person is removed from it too.
        // Then again, for anybody who joined in between.
        await PartitionErasure.RunAsync(store, Table.Cohorts, cohort.Partition, RowRange.Prefix(AttendanceLists.PrefixOf(session)), ct);
        await ChangeListsAsync(cohort, [], lists => lists.DropAsync(session), ct);
        await PartitionErasure.RunAsync(store, Table.Cohorts, cohort.Partition, RowRange.Prefix(AttendanceLists.PrefixOf(session)), ct);
    }

    /// <summary>Erases the attendance of somebody who is no longer in the cohort.</summary>
    public async Task EraseAsync(CohortKey cohort, PersonId person, CancellationToken ct = default)
    {
        foreach (var session in await ListSessionsOfAsync(cohort, person, ct))
        {
            await store.CommitAsync(Table.Cohorts, cohort.Partition, [RowWrite.Delete(AttendanceLists.AttendedRow(session, person))], ct);
        }
    }

    // After an interruption it starts over; existing entries are kept.
    private async Task MakeListAsync(CohortKey cohort, string session, bool isBegun, CancellationToken ct)
    {
        if (!isBegun)
        {
            // Left over from an abandoned list, which nobody has updated since.
            await PartitionErasure.RunAsync(store, Table.Cohorts, cohort.Partition, RowRange.Prefix(AttendanceLists.PrefixOf(session)), ct);
        }

        await ChangeListsAsync(cohort, [], lists => lists.BeginAsync(session), ct);
        var members = new List<Person>();
        await foreach (var row in store.QueryAsync(Table.Cohorts, cohort.Partition, RowRange.Prefix(CohortWork.ParticipantPrefix), ct))
        {
            if (ParticipantCodec.Read(row.Values) is { IsMember: true, Person: var person })
            {
                members.Add(person);
            }

            if (members.Count == ItemsInCommit)
            {
                await FillListAsync(cohort, session, members, ct);
                members.Clear();
            }
        }

        await FillListAsync(cohort, session, members, ct);
        await ChangeListsAsync(cohort, [], lists => lists.FinishAsync(session), ct);
    }

    private Task FillListAsync(CohortKey cohort, string session, IReadOnlyList<Person> members, CancellationToken ct) =>
        ChangeListsAsync(
            cohort,
            members.SelectMany(member => new[] { CohortWork.ParticipantRow(member.Id), AttendanceLists.AttendedRow(session, member.Id) }),
            async lists =>
            {
                foreach (var member in members)
                {
                    await lists.FillAsync(session, member.Id);
                }
            },
            ct);

    private async Task ChangeListsAsync(
        CohortKey cohort, IEnumerable<string> reads, Func<AttendanceLists, ValueTask> change, CancellationToken ct) =>
        await writer.RunAsync(
            Table.Cohorts,
            cohort.Partition,
            [.. reads, AttendanceLists.Row],
            async unit =>
            {
                var lists = new AttendanceLists(unit, ct);
                await change(lists);
                lists.Save();
                return true;
            },
            ct);

    private async ValueTask<SortedDictionary<string, AttendanceList>> ReadListsAsync(CohortKey cohort, CancellationToken ct) =>
        AttendanceLists.Read((await store.GetAsync(Table.Cohorts, cohort.Partition, AttendanceLists.Row, ct))?.Values);

    private async Task<string?> FirstSessionAsync(CohortKey cohort, RowBound from, CancellationToken ct)
    {
        await foreach (
            var row in store.QueryAsync(Table.Cohorts, cohort.Partition, RowRange.Between(from, RowBound.Exclusive("sa}")).Take(1), ct))
        {
            return Parts(row.Key).Session;
        }

        return null;
    }

    private static (string Session, string Person) Parts(string row)
    {
        var end = row.IndexOf('|', AttendedPrefix.Length);
        return (row[AttendedPrefix.Length..end], row[(end + 1)..]);
    }

    private static string Row(SessionEntry entry) => $"{EntryPrefix}{entry.Session}|{entry.Part:D3}";
}
