using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.CheckIns;
using TeamsRolloutBot.Domain.Playbooks;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Domain.Training;
using TeamsRolloutBot.Storage.Documents;

namespace TeamsRolloutBot.Storage.Repositories;

/// <summary>
/// A participant as a row. Lists are compact texts (<c>key=value;key=value</c>), because this row is read and written with every tick
/// and every delivery; instants in them are milliseconds since 1970.
/// </summary>
internal static class ParticipantCodec
{
    private const int Version = 1;

    [ThreadStatic]
    private static StringBuilder? _text;

    public static RowValues Write(Participant participant)
    {
        var values = new RowValues(16)
        {
            { "person", participant.Person.Id.Value },
            { "name", participant.Person.Name },
            { "email", participant.Person.Email },
            { "member", participant.IsMember },
            { "manager", participant.IsImplementationManager },
            { "role", participant.Role },
            { "audience", participant.Audience == Audience.External ? "external" : null },
            { "stated", participant.IsAudienceStated ? true : null },
            { "zone", participant.Zone?.Id },
            { "elsewhere", participant.IsElsewhere ? true : null },
            { "from", participant.ActiveFrom?.ToUnixTimeTicks() },
            { "last", participant.LastSentAt?.ToUnixTimeTicks() },
            { "done", Join(participant.Progress.Done, (text, done) => text.Append(done.Key).Append('=').Append(done.Value.ToUnixTimeMilliseconds())) },
            { "contacts", Join(participant.History.Contacts, WriteContact) },
            { "snoozes", Join(participant.History.Snoozes, (text, snooze) => text.Append(snooze.Key).Append('=').Append(LocalDatePattern.Iso.Format(snooze.Value))) },
            { "answers", Join(participant.Answers, (text, answer) => text.Append(answer.Key).Append('=').Append((int)answer.Value.Usage).Append(',').Append(answer.Value.At.ToUnixTimeMilliseconds())) },
        };
        return SchemaVersion.Stamp(values, Version);
    }

    public static Participant Read(RowValues values)
    {
        SchemaVersion.Check(values, Version);
        return new Participant
        {
            Person = new Person
            {
                Id = StoredValues.PersonId(values.GetString("person")),
                Name = values.GetString("name"),
                Email = values.TryGetString("email", out var email) ? email : null,
            },
            IsMember = values.GetBoolean("member"),
            IsImplementationManager = values.GetBoolean("manager"),
            Role = values.TryGetString("role", out var role) ? role : null,
            Audience = values.Contains("audience") ? Audience.External : Audience.Internal,
            IsAudienceStated = values.Contains("stated"),
            Zone = values.TryGetString("zone", out var zone) ? StoredValues.Zone(zone) : null,
            IsElsewhere = values.Contains("elsewhere"),
            ActiveFrom = StoredValues.Instant(values, "from"),
            LastSentAt = StoredValues.Instant(values, "last"),
            Progress = ReadProgress(values),
            History = ReadHistory(values),
            Answers = ReadAnswers(values),
        };
    }

    private static void WriteContact(StringBuilder text, KeyValuePair<(TouchpointKind Kind, int Number), Contact> entry)
    {
        var (key, contact) = entry;
        text.Append((int)key.Kind).Append('.').Append(key.Number).Append('=')
            .Append((int)contact.Outcome).Append(',')
            .Append(contact.At.ToUnixTimeMilliseconds()).Append(',')
            .Append(contact.Due.ToUnixTimeMilliseconds()).Append(',')
            .Append((int)contact.Skip);
    }

    private static TaskProgress ReadProgress(RowValues values)
    {
        if (!values.TryGetString("done", out var text))
        {
            return TaskProgress.None;
        }

        var done = TaskProgress.None.Done.ToBuilder();
        foreach (var (key, value) in Split(text))
        {
            done[key] = Milliseconds(value);
        }

        return new TaskProgress(done.ToImmutable());
    }

    private static ContactHistory ReadHistory(RowValues values)
    {
        var hasContacts = values.TryGetString("contacts", out var contacts);
        var hasSnoozes = values.TryGetString("snoozes", out var snoozes);
        return hasContacts || hasSnoozes
            ? new ContactHistory(
                Split(contacts ?? string.Empty).Select(ReadContact),
                Split(snoozes ?? string.Empty).Select(entry => KeyValuePair.Create(Number(entry.Key), LocalDatePattern.Iso.Parse(entry.Value).GetValueOrThrow())))
            : ContactHistory.Empty;
    }

    private static KeyValuePair<(TouchpointKind, int), Contact> ReadContact((string Key, string Value) entry)
    {
        var dot = entry.Key.IndexOf('.', StringComparison.Ordinal);
        var parts = entry.Value.Split(',');
        return KeyValuePair.Create(
            ((TouchpointKind)Number(entry.Key.AsSpan(0, dot)), Number(entry.Key.AsSpan(dot + 1))),
            new Contact((ContactOutcome)Number(parts[0]), Milliseconds(parts[1]), Milliseconds(parts[2]), (SkipReason)Number(parts[3])));
    }

    private static ImmutableSortedDictionary<int, CheckInAnswer> ReadAnswers(RowValues values) =>
        values.TryGetString("answers", out var text)
            ? Split(text).ToImmutableSortedDictionary(
                entry => Number(entry.Key),
                entry =>
                {
                    var comma = entry.Value.IndexOf(',', StringComparison.Ordinal);
                    return new CheckInAnswer((Usage)Number(entry.Value.AsSpan(0, comma)), null, Milliseconds(entry.Value.AsSpan(comma + 1)));
                })
            : ImmutableSortedDictionary<int, CheckInAnswer>.Empty;

    private static string? Join<T>(IEnumerable<T> items, Action<StringBuilder, T> write)
    {
        var text = (_text ??= new StringBuilder(1024)).Clear();
        foreach (var item in items)
        {
            write(text.Length == 0 ? text : text.Append(';'), item);
        }

        return text.Length == 0 ? null : text.ToString();
    }

    private static IEnumerable<(string Key, string Value)> Split(string text)
    {
        foreach (var entry in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = entry.IndexOf('=', StringComparison.Ordinal);
            yield return (entry[..equals], entry[(equals + 1)..]);
        }
    }

    private static int Number(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture);

    private static Instant Milliseconds(ReadOnlySpan<char> text) =>
        Instant.FromUnixTimeMilliseconds(long.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture));
}
