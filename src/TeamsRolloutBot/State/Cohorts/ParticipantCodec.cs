using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NodaTime.Text;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>
/// Maps a participant to a row. Lists are compact texts (<c>key=value;key=value</c>) because this
/// row is read and written with every tick and delivery; their instants are milliseconds since
/// 1970.
/// </summary>
internal static class ParticipantCodec
{
    // 2: adds obstacles, who has left, and who ticked a task for them.
    private const int Version = 2;

    [ThreadStatic]
    private static StringBuilder? _text;

    public static RowValues Write(Participant participant)
    {
        var values = new RowValues(21)
        {
            { "person", participant.Person.Id.Value },
            { "name", participant.Person.Name },
            { "email", participant.Person.Email },
            { "member", participant.IsMember },
            { "manager", participant.IsImplementationManager },
            { "role", participant.Role },
            { "title", participant.JobTitle },
            { "audience", participant.Audience == Audience.External ? "external" : null },
            { "left", participant.HasLeft ? true : null },
            { "stated", participant.IsAudienceStated ? true : null },
            { "zone", participant.Zone?.Id },
            { "language", participant.Language?.Code },
            { "elsewhere", participant.IsElsewhere ? true : null },
            { "from", participant.ActiveFrom?.ToUnixTimeTicks() },
            { "questions", participant.OpenQuestions == 0 ? null : participant.OpenQuestions },
            { "last", participant.LastSentAt?.ToUnixTimeTicks() },
            {
                "done",
                Join(
                    participant.Progress.Done,
                    (text, done) => text.Append(done.Key).Append('=').Append(done.Value.ToUnixTimeMilliseconds())
                )
            },
            {
                "marked",
                Join(participant.Progress.MarkedBy, (text, marked) => text.Append(marked.Key).Append('=').Append(marked.Value.Value))
            },
            { "contacts", Join(participant.History.Contacts, WriteContact) },
            {
                "snoozes",
                Join(
                    participant.History.Snoozes,
                    (text, snooze) => text.Append(snooze.Key).Append('=').Append(LocalDatePattern.Iso.Format(snooze.Value))
                )
            },
            {
                "answers",
                Join(
                    participant.Answers,
                    (text, answer) =>
                        text.Append(answer.Key)
                            .Append('=')
                            .Append((int)answer.Value.Usage)
                            .Append(',')
                            .Append(answer.Value.At.ToUnixTimeMilliseconds())
                )
            },
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
            JobTitle = values.TryGetString("title", out var title) ? title : null,
            Audience = values.Contains("audience") ? Audience.External : Audience.Internal,
            HasLeft = values.Contains("left"),
            IsAudienceStated = values.Contains("stated"),
            Zone = values.TryGetString("zone", out var zone) ? StoredValues.Zone(zone) : null,
            Language = values.TryGetString("language", out var language) ? Language.Of(language) : null,
            IsElsewhere = values.Contains("elsewhere"),
            ActiveFrom = StoredValues.Instant(values, "from"),
            OpenQuestions = values.TryGetInt64("questions", out var questions) ? (int)questions : 0,
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
        if (contact.Obstacle != Obstacle.None)
        {
            text.Append(',').Append((int)contact.Obstacle);
        }
    }

    private static TaskProgress ReadProgress(RowValues values)
    {
        if (!values.TryGetString("done", out var text))
        {
            return TaskProgress.None;
        }

        var done = TaskProgress.None.Done.ToBuilder();
        foreach (var entry in new Entries(text))
        {
            done[entry.Key.ToString()] = Milliseconds(entry.Value);
        }

        var progress = new TaskProgress(done.ToImmutable());
        if (!values.TryGetString("marked", out var marks))
        {
            return progress;
        }

        var marked = progress.MarkedBy.ToBuilder();
        foreach (var entry in new Entries(marks))
        {
            marked[entry.Key.ToString()] = StoredValues.PersonId(entry.Value.ToString());
        }

        return progress with { MarkedBy = marked.ToImmutable() };
    }

    private static ContactHistory ReadHistory(RowValues values)
    {
        var hasContacts = values.TryGetString("contacts", out var contacts);
        var hasSnoozes = values.TryGetString("snoozes", out var snoozes);
        if (!hasContacts && !hasSnoozes)
        {
            return ContactHistory.Empty;
        }

        var known = new List<KeyValuePair<(TouchpointKind, int), Contact>>();
        foreach (var entry in new Entries(contacts))
        {
            known.Add(ReadContact(entry));
        }

        var days = new List<KeyValuePair<int, LocalDate>>();
        foreach (var entry in new Entries(snoozes))
        {
            days.Add(KeyValuePair.Create(Number(entry.Key), LocalDatePattern.Iso.Parse(entry.Value.ToString()).GetValueOrThrow()));
        }

        return new ContactHistory(known, days);
    }

    private static KeyValuePair<(TouchpointKind, int), Contact> ReadContact(in Entry entry)
    {
        var dot = entry.Key.IndexOf('.');
        Span<Range> parts = stackalloc Range[5];
        var count = entry.Value.Split(parts, ',');
        return KeyValuePair.Create(
            ((TouchpointKind)Number(entry.Key[..dot]), Number(entry.Key[(dot + 1)..])),
            new Contact(
                (ContactOutcome)Number(entry.Value[parts[0]]),
                Milliseconds(entry.Value[parts[1]]),
                Milliseconds(entry.Value[parts[2]]),
                (SkipReason)Number(entry.Value[parts[3]]),
                count > 4 ? (Obstacle)Number(entry.Value[parts[4]]) : Obstacle.None));
    }

    private static ImmutableSortedDictionary<int, CheckInAnswer> ReadAnswers(RowValues values)
    {
        if (!values.TryGetString("answers", out var text))
        {
            return ImmutableSortedDictionary<int, CheckInAnswer>.Empty;
        }

        var answers = ImmutableSortedDictionary.CreateBuilder<int, CheckInAnswer>();
        foreach (var entry in new Entries(text))
        {
            var comma = entry.Value.IndexOf(',');
            answers.Add(
                Number(entry.Key), new CheckInAnswer((Usage)Number(entry.Value[..comma]), Milliseconds(entry.Value[(comma + 1)..])));
        }

        return answers.ToImmutable();
    }

    private static string? Join<T>(IEnumerable<T> items, Action<StringBuilder, T> write)
    {
        var text = (_text ??= new StringBuilder(1024)).Clear();
        foreach (var item in items)
        {
            write(text.Length == 0 ? text : text.Append(';'), item);
        }

        return text.Length == 0 ? null : text.ToString();
    }

    private static int Number(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture);

    private static Instant Milliseconds(ReadOnlySpan<char> text) =>
        Instant.FromUnixTimeMilliseconds(long.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture));

    private readonly ref struct Entry(ReadOnlySpan<char> key, ReadOnlySpan<char> value)
    {
        public ReadOnlySpan<char> Key { get; } = key;

        public ReadOnlySpan<char> Value { get; } = value;
    }

    /// <summary>Enumerates the entries of a text such as <c>key=value;key=value</c>.</summary>
    private ref struct Entries(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;

        public Entry Current { get; private set; }

        public readonly Entries GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            var end = _rest.IndexOf(';');
            var entry = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            var equals = entry.IndexOf('=');
            Current = new Entry(entry[..equals], entry[(equals + 1)..]);
            return true;
        }
    }
}
