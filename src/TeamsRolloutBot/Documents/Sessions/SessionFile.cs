using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using TeamsRolloutBot.State;
using Calendar = Ical.Net.Calendar;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Training sessions as an iCalendar file (RFC 5545), for calendars the bot cannot write to. Times
/// are in UTC, which calendars convert themselves. The UID stays the same and the sequence
/// increases, so that a newer file updates an entry instead of adding another.
/// </summary>
internal sealed class SessionFile(IClock clock)
{
    public const string ContentType = "text/calendar; charset=utf-8";
    private const int ReminderMinutes = 30;
    private const int MaxLineOctets = 75;

    // Outlook's own prefix for a cancelled meeting.
    private static string CancelledPrefix => MemberTexts.Canceled;

    /// <summary>Writes a cohort's sessions to one file.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="cohort">The cohort.</param>
    /// <param name="sessions">The sessions to write.</param>
    /// <param name="areCancelled">The file removes the sessions from calendars.</param>
    /// <param name="attendees">People the organiser invites from their own calendar. Only for the
    /// organiser, because it reveals addresses. Published entries have no attendees (RFC 5546,
    /// 3.2.1), so the file then names no method.</param>
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

            // Importing a file does not remove an entry from every calendar: some overwrite it,
            // others add another. Either way, the entry is marked as cancelled and does not block
            // time.
            Summary = (isCancelled ? CancelledPrefix : string.Empty) + SessionTexts.Title(rollout.Definition, cohort, session),
            Transparency = isCancelled ? TransparencyType.Transparent : TransparencyType.Opaque,
            Description = SessionTexts.Plain(rollout.Definition, cohort, session),
            Location = session.Place,
            Status = isCancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
        };

        // Required for published and cancelled entries (RFC 5546, 3.2.1 and 3.2.5): the first
        // person responsible for the session who has an address.
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

    // RFC 5545, 3.1: even a quoted parameter can contain neither quotation marks nor control
    // characters.
    private static string ParameterValue(string text) => new([.. text.Select(c => c == '"' ? '\'' : char.IsControl(c) ? ' ' : c)]);

    /// <summary>
    /// Folds lines after at most 75 octets (RFC 5545, 3.1), between characters. The library also
    /// folds within surrogate pairs, which corrupts them in UTF-8.
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
