using System.Runtime.CompilerServices;
using NodaTime;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Storage.Documents;

namespace TeamsRolloutBot.Storage.Repositories;

/// <summary>An entry that a training session has in a calendar; a session with many attendees has several.</summary>
internal sealed record SessionEntry
{
    public required string Session { get; init; }

    /// <summary>From 0; the first has the Teams meeting.</summary>
    public required int Part { get; init; }

    /// <summary>In whose calendar it is.</summary>
    public required string Organiser { get; init; }

    public required string EventId { get; init; }

    public string? JoinUrl { get; init; }

    /// <summary>Of what was put into the calendar: what it equals is up to date.</summary>
    public required string Fingerprint { get; init; }

    public int Attendees { get; init; }
}

/// <summary>
/// What training sessions have left behind, in the cohort's partition: their entries in calendars (<c>se|</c>), and who was there (<c>sa|</c>).
/// </summary>
internal sealed class SessionRepository(ITableStore store)
{
    private const int Version = 1;
    private const string EntryPrefix = "se|";
    private const string AttendedPrefix = "sa|";

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
            { "attendees", entry.Attendees },
        };
        return store.CommitAsync(Table.Cohorts, cohort.Partition, [RowWrite.Upsert(Row(entry), SchemaVersion.Stamp(values, Version))], ct).AsTask();
    }

    public Task RemoveAsync(CohortKey cohort, SessionEntry entry, CancellationToken ct = default) =>
        store.CommitAsync(Table.Cohorts, cohort.Partition, [RowWrite.Delete(Row(entry))], ct).AsTask();

    /// <summary>Who was in a session.</summary>
    public async Task<IReadOnlySet<PersonId>> ListAttendedAsync(CohortKey cohort, string session, CancellationToken ct = default)
    {
        var people = new HashSet<PersonId>();
        var prefix = $"{AttendedPrefix}{session}|";
        await foreach (var row in store.QueryAsync(Table.Cohorts, cohort.Partition, RowRange.Prefix(prefix), ct))
        {
            people.Add(StoredValues.PersonId(row.Key[prefix.Length..]));
        }

        return people;
    }

    /// <summary>Who was in which sessions of a cohort, cancelled ones among them: everybody who was in one, with the ids of the sessions.</summary>
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

    /// <summary>The sessions somebody was in. Of each session one row is read, not those of everybody else in it.</summary>
    public async Task<IReadOnlyList<string>> ListSessionsOfAsync(CohortKey cohort, PersonId person, CancellationToken ct = default)
    {
        var sessions = new List<string>();
        var from = RowBound.Inclusive(AttendedPrefix);
        while (await FirstSessionAsync(cohort, from, ct) is { } session)
        {
            if (await store.GetAsync(Table.Cohorts, cohort.Partition, $"{AttendedPrefix}{session}|{person.Value}", ct) is not null)
            {
                sessions.Add(session);
            }

            from = RowBound.Exclusive($"{AttendedPrefix}{session}}}");
        }

        return sessions;
    }

    /// <summary>Notes who was, or was not, in a session. Doing it twice changes nothing.</summary>
    public async Task MarkAsync(CohortKey cohort, string session, IEnumerable<PersonId> people, bool attended, Instant now, CancellationToken ct = default)
    {
        foreach (var chunk in people.Distinct().Chunk(StorageLimits.MaxWrites))
        {
            var writes = chunk.Select(person => $"{AttendedPrefix}{session}|{person.Value}").Select(row => attended
                ? RowWrite.Upsert(row, SchemaVersion.Stamp(new RowValues { { "at", now.ToUnixTimeTicks() } }, Version))
                : RowWrite.Delete(row));
            await store.CommitAsync(Table.Cohorts, cohort.Partition, [.. writes], ct);
        }
    }

    /// <summary>Takes a person out of every attendance list of a cohort.</summary>
    public static async Task EraseAsync(ITableStore store, CohortKey cohort, PersonId person, CancellationToken ct)
    {
        var rows = new List<string>();
        await foreach (var row in store.QueryAsync(Table.Cohorts, cohort.Partition, RowRange.Prefix(AttendedPrefix), ct))
        {
            if (row.Key.EndsWith($"|{person.Value}", StringComparison.Ordinal))
            {
                rows.Add(row.Key);
            }
        }

        foreach (var chunk in rows.Chunk(StorageLimits.MaxWrites))
        {
            await store.CommitAsync(Table.Cohorts, cohort.Partition, [.. chunk.Select(RowWrite.Delete)], ct);
        }
    }

    private async Task<string?> FirstSessionAsync(CohortKey cohort, RowBound from, CancellationToken ct)
    {
        await foreach (var row in store.QueryAsync(Table.Cohorts, cohort.Partition, RowRange.Between(from, RowBound.Exclusive("sa}")).Take(1), ct))
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
