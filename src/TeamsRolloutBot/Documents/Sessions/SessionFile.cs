using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using TeamsRolloutBot.State;
using Calendar = Ical.Net.Calendar;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Training sessions as an iCalendar file (RFC 5545), for calendars the bot may not write. Times
/// are in UTC, which every calendar shows in its own zone; the UID and the sequence stay with a
/// session, so that a newer file changes the entry and does not add one.
/// </summary>
internal sealed class SessionFile(IClock clock)
{
    public const string ContentType = "text/calendar; charset=utf-8";
    private const int ReminderMinutes = 30;
    private const int MaxLineOctets = 75;

    // Outlook's own word in front of a meeting that was called off.
    private static string CancelledPrefix => MemberTexts.Canceled;

    /// <summary>The sessions of a cohort as one file.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="cohort">The cohort.</param>
    /// <param name="sessions">Which sessions.</param>
    /// <param name="areCancelled">The file takes them out of calendars.</param>
    /// <param name="attendees"> People the organiser is to invite from their own calendar; for them
    /// alone, since it tells addresses. A published entry has none (RFC 5546, 3.2.1): then the file
    /// names no method. </param>
    public byte[] Write(
        StoredRollout rollout, Cohort cohort, IReadOnlyList<TrainingSession> sessions, bool areCancelled = false,
        IReadOnlyList<Person>? attendees = null)
    {
        var calendar = new Calendar
        {
            Method = areCancelled ? "CANCEL" : attendees is { Count: > 0 } ? null : "PUBLISH",
            ProductId = "-//TeamsRolloutBot//Training sessions//EN"
        };
        foreach (var session in sessions)
        {
            var made = Event(rollout, cohort, session, areCancelled);
            foreach (var person in areCancelled ? [] : attendees ?? [])
            {
                made.Attendees.Add(
                    new Ical.Net.DataTypes.Attendee($"mailto:{person.Email}")
                    {
                        CommonName = ParameterValue(person.Name),
                        Rsvp = true,
                        ParticipationStatus = EventParticipationStatus.NeedsAction
                    });
            }

            calendar.Events.Add(made);
        }

        return Encoding.UTF8.GetBytes(Fold(new CalendarSerializer().SerializeToString(calendar) ?? string.Empty));
    }

    private CalendarEvent Event(StoredRollout rollout, Cohort cohort, TrainingSession session, bool isCancelled)
    {
        var time = session.In(cohort.Zone);
        var made = new CalendarEvent
        {
            Uid = $"{rollout.Id.Value}-{cohort.Id.Value}-{session.Id}@teamsrolloutbot",
            DtStamp = Utc(clock.GetCurrentInstant()),
            Start = Utc(time.Start),
            End = Utc(time.End),
            Sequence = session.Sequence + (isCancelled ? 1 : 0),

            // A file that is opened or imported does not take an entry out of every calendar: some
            // only overwrite it, others add another. Whatever they do, it says what it is and takes
            // nobody's time.
            Summary = (isCancelled ? CancelledPrefix : string.Empty) + SessionTexts.Title(rollout.Definition, cohort, session),
            Transparency = isCancelled ? TransparencyType.Transparent : TransparencyType.Opaque,
            Description = SessionTexts.Plain(rollout.Definition, cohort, session),
            Location = session.Place,
            Status = isCancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
        };

        // Published and cancelled entries need one (RFC 5546, 3.2.1 and 3.2.5): the trainer, or who
        // else of those who answer for the session has an address.
        if (
            new[]
            {
                TrainingPlan.TrainerOf(cohort, session), cohort.ImplementationManager, rollout.Rollout.Owner
            }.FirstOrDefault(person => person?.Email is not null) is { } organiser)
        {
            made.Organizer = new Organizer($"mailto:{organiser.Email}") { CommonName = ParameterValue(organiser.Name) };
        }

        if (!isCancelled)
        {
            made.Alarms.Add(
                new Alarm
                {
                    Action = AlarmAction.Display,
                    Description = made.Summary,
                    Trigger = new Trigger(Ical.Net.DataTypes.Duration.FromMinutes(-ReminderMinutes))
                });
        }

        return made;
    }

    // RFC 5545, 3.1: a parameter can hold neither a quotation mark nor a control character, not
    // even quoted.
    private static string ParameterValue(string text) => new([.. text.Select(c => c == '"' ? '\'' : char.IsControl(c) ? ' ' : c)]);

    /// <summary>
    /// Lines folded after at most 75 octets (RFC 5545, 3.1), and between characters: the library
    /// folds between the halves of a surrogate pair too, of which UTF-8 makes two characters that
    /// can't be read.
    /// </summary>
    private static string Fold(string calendar)
    {
        var lines = calendar.Replace("\r\n ", string.Empty, StringComparison.Ordinal);
        var folded = new StringBuilder(lines.Length + (lines.Length / 32));
        var octets = 0;
        foreach (var rune in lines.EnumerateRunes())
        {
            var isLineEnd = rune.Value is '\r' or '\n';
            if (!isLineEnd && octets + rune.Utf8SequenceLength > MaxLineOctets)
            {
                folded.Append("\r\n ");
                octets = 1;
            }

            folded.Append(rune);
            octets = isLineEnd ? 0 : octets + rune.Utf8SequenceLength;
        }

        return folded.ToString();
    }

    private static CalDateTime Utc(Instant instant) => new(instant.ToDateTimeUtc(), "UTC");
}
