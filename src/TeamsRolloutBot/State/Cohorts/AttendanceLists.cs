using System.Globalization;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;

namespace TeamsRolloutBot.State;

/// <summary>
/// The attendance lists of a cohort's sessions in browsing order: absentees first, then attendees,
/// each by name. A list is an index (<c>si|session|state|name</c>) over the members and the
/// attendance marks (<c>sa|</c>). It is built when a session's list is first viewed, and then
/// updated in the same commit as whatever changes it. One row (<c>attendance</c>) says which lists
/// exist and how many people attended; every change of a list writes it, so that concurrent changes
/// by two instances conflict.
/// </summary>
/// <remarks>Used for one change of the cohort's partition.</remarks>
internal sealed class AttendanceLists(UnitOfWork work, CancellationToken ct)
{
    public const string Row = "attendance";
    public const string AttendedPrefix = "sa|";
    public const string ListPrefix = "si|";
    private const int Version = 1;
    private const int ItemVersion = 1;

    private SortedDictionary<string, AttendanceList>? _lists;
    private bool _isChanged;

    public static string AttendedRow(string session, PersonId person) => $"{AttendedPrefix}{session}|{person.Value}";

    /// <summary>Prefix of the rows of a session's list.</summary>
    public static string PrefixOf(string session) => $"{ListPrefix}{session}|";

    /// <summary>A member's row in a session's list.</summary>
    public static string ItemRow(string session, Person person, bool wasThere) =>
        $"{PrefixOf(session)}{(wasThere ? 1 : 0)}|{FoldedName.Key(FoldedName.Of(person.Name), person.Id)}";

    public static RowValues Item(Person person) =>
        SchemaVersion.Stamp(new RowValues { { "person", person.Id.Value }, { "name", person.Name } }, ItemVersion);

    public static (PersonId Person, string Name) ReadItem(RowValues values)
    {
        SchemaVersion.Check(values, ItemVersion);
        return (StoredValues.PersonId(values.GetString("person")), values.GetString("name"));
    }

    /// <summary>The existing lists by session.</summary>
    public static SortedDictionary<string, AttendanceList> Read(RowValues? values)
    {
        var lists = new SortedDictionary<string, AttendanceList>(StringComparer.Ordinal);
        if (values is null)
        {
            return lists;
        }

        SchemaVersion.Check(values, Version);
        foreach (var entry in values.GetString("lists").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split('=', ',');
            lists.Add(parts[0], new AttendanceList(int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2] == "1"));
        }

        return lists;
    }

    /// <summary>Starts a session's list; it is complete once everybody has been added.</summary>
    public async ValueTask BeginAsync(string session)
    {
        var lists = await LoadAsync();
        if (lists.TryAdd(session, new AttendanceList(0, IsWhole: false)))
        {
            _isChanged = true;
        }
    }

    /// <summary>Adds a member to a list being built; existing entries are left alone.</summary>
    public async ValueTask FillAsync(string session, PersonId person)
    {
        if ((await LoadAsync()).ContainsKey(session) && await FindMemberAsync(person) is { } member)
        {
            await AddAsync(session, member);
        }
    }

    public async ValueTask FinishAsync(string session)
    {
        var lists = await LoadAsync();
        if (lists.TryGetValue(session, out var list))
        {
            lists[session] = list with { IsWhole = true };
            _isChanged = true;
        }
    }

    /// <summary>Notes that a session no longer has a list.</summary>
    public async ValueTask DropAsync(string session) => _isChanged |= (await LoadAsync()).Remove(session);

    /// <summary>Records whether somebody attended a session.</summary>
    public async ValueTask MarkAsync(string session, PersonId person, bool attended, NodaTime.Instant now)
    {
        var row = AttendedRow(session, person);
        var wasMarked = await work.GetAsync(row, ct) is not null;
        if (attended && !wasMarked)
        {
            work.Upsert(row, SchemaVersion.Stamp(new RowValues { { "at", now.ToUnixTimeTicks() } }, Version));
        }
        else if (!attended && wasMarked)
        {
            work.Delete(row);
        }

        if ((await LoadAsync()).ContainsKey(session) && await FindMemberAsync(person) is { } member)
        {
            await RemoveAsync(session, member);
            await AddAsync(session, member);
        }
    }

    /// <summary>Updates the lists after somebody joined, left or was renamed.</summary>
    public async ValueTask FollowAsync(Participant? before, Participant? after)
    {
        var (old, now) = (Listed(before), Listed(after));
        if (old?.Id == now?.Id && old?.Name == now?.Name)
        {
            return;
        }

        foreach (var session in (await LoadAsync()).Keys.ToList())
        {
            if (old is not null)
            {
                await RemoveAsync(session, old);
            }

            if (now is not null)
            {
                await AddAsync(session, now);
            }
        }
    }

    /// <summary>Stages the row describing the lists, if one of them changed.</summary>
    public void Save()
    {
        if (_isChanged)
        {
            var lists = string.Join(
                ';',
                _lists!.Select(list =>
                    string.Create(CultureInfo.InvariantCulture, $"{list.Key}={list.Value.WereThere},{(list.Value.IsWhole ? 1 : 0)}")
                )
            );
            work.Upsert(Row, SchemaVersion.Stamp(new RowValues { { "lists", lists } }, Version));
        }
    }

    private static Person? Listed(Participant? participant) => participant is { IsMember: true } ? participant.Person : null;

    private async ValueTask<Person?> FindMemberAsync(PersonId person) =>
        await work.GetAsync(CohortWork.ParticipantRow(person), ct) is { } row ? Listed(ParticipantCodec.Read(row)) : null;

    private async ValueTask<SortedDictionary<string, AttendanceList>> LoadAsync() => _lists ??= Read(await work.GetAsync(Row, ct));

    private async ValueTask AddAsync(string session, Person person)
    {
        var wasThere = await work.GetAsync(AttendedRow(session, person.Id), ct) is not null;
        var row = ItemRow(session, person, wasThere);
        if (await work.GetAsync(row, ct) is null)
        {
            Count(session, wasThere ? 1 : 0);
        }

        work.Upsert(row, Item(person));
        _isChanged = true;
    }

    private async ValueTask RemoveAsync(string session, Person person)
    {
        foreach (var wasThere in new[] { false, true })
        {
            var row = ItemRow(session, person, wasThere);
            if (await work.GetAsync(row, ct) is not null)
            {
                work.Delete(row);
                Count(session, wasThere ? -1 : 0);
                _isChanged = true;
            }
        }
    }

    private void Count(string session, int more) =>
        _lists![session] = _lists[session] with { WereThere = _lists[session].WereThere + more };
}

/// <summary>Summary of an attendance list.</summary>
/// <param name="WereThere">The number of its members who attended.</param>
/// <param name="IsWhole">Every member is in it; otherwise it is still being built.</param>
internal sealed record AttendanceList(int WereThere, bool IsWhole);
