using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.Calendar.GetSchedule;
using Microsoft.Graph.Users.Item.Events.Item.Cancel;
using NodaTime.Text;
using TeamsRolloutBot.Time;
using Attendee = Microsoft.Graph.Models.Attendee;
using EmailAddress = Microsoft.Graph.Models.EmailAddress;
using WorkingHours = TeamsRolloutBot.Domain.Training.WorkingHours;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>
/// Calendars from Graph. Sources: "Create event" (transactionId; attendees up to 500) and
/// "getSchedule" (20 schedules a call) of the Graph documentation; for changes the notes of "Update
/// event" on <c>attendees</c> and <c>body</c>.
/// </summary>
internal sealed partial class GraphCalendar(GraphConnection connection) : ICalendar
{
    public const int MostAttendees = 500;
    private const int MostSchedules = 20;
    private const int SlotMinutes = 15;
    private const int ReminderMinutes = 30;
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss");

    public async Task<PlacedEntry> CreateAsync(CalendarEntry entry, CancellationToken ct)
    {
        var made = await connection.CallAsync(
            GraphFeature.Calendar, isRead: false, client =>
                client.Users[entry.Organiser].Events.PostAsync(New(entry), cancellationToken: ct), ct);
        return Read(made);
    }

    public Task<PlacedEntry?> ChangeAsync(string id, CalendarEntry entry, CancellationToken ct) =>
        UnlessGoneAsync(async () =>
        {
            var html = entry.HasMeeting ? await KeepMeetingAsync(id, entry, ct) : entry.Html;
            return await PatchAsync(id, entry.Organiser, Write(entry, html), ct);
        });

    public Task<PlacedEntry?> InviteAsync(string id, CalendarEntry entry, CancellationToken ct) =>
        UnlessGoneAsync(() => PatchAsync(id, entry.Organiser, new Event { Attendees = Attendees(entry) }, ct));

    public Task CancelAsync(string organiser, string id, string comment, CancellationToken ct) =>
        UnlessGoneAsync(() => connection.CallAsync(
            GraphFeature.Calendar,
            isRead: false,
            async client =>
            {
                await client.Users[organiser].Events[id].Cancel.PostAsync(
                    new CancelPostRequestBody { Comment = comment }, cancellationToken: ct);
                return true;
            },
            ct));

    public async Task<IReadOnlyList<Schedule>> ReadSchedulesAsync(
        string asker, IReadOnlyList<string> addresses, Interval between, CancellationToken ct)
    {
        var schedules = new List<Schedule>();
        foreach (var chunk in addresses.Chunk(MostSchedules))
        {
            var answer = await connection.CallAsync(
                GraphFeature.Calendar,
                isRead: true,
                client => client.Users[asker].Calendar.GetSchedule.PostAsGetSchedulePostResponseAsync(
                    new GetSchedulePostRequestBody
                    {
                        Schedules = [.. chunk],
                        StartTime = Utc(between.Start),
                        EndTime = Utc(between.End),
                        AvailabilityViewInterval = SlotMinutes
                    },
                    cancellationToken: ct),
                ct);
            schedules.AddRange(
                (answer?.Value ?? []).Where(schedule => schedule.ScheduleId is not null)
                    .Select(schedule => new Schedule(schedule.ScheduleId!, Busy(schedule, between.Start), Hours(schedule.WorkingHours))));
        }

        return schedules;
    }

    private async Task<PlacedEntry> PatchAsync(string id, string organiser, Event change, CancellationToken ct) =>
        Read(await connection.CallAsync(
            GraphFeature.Calendar,
            isRead: false,
            client => client.Users[organiser].Events[id].PatchAsync(change, cancellationToken: ct),
            ct));

    private static async Task<T?> UnlessGoneAsync<T>(Func<Task<T>> change)
    {
        try
        {
            return await change();
        }
        catch (GraphException failure) when (failure.Kind == GraphFailureKind.NotFound)
        {
            return default;
        }
    }

    // Teams appends the link to join to the description; without it the event is no longer an
    // online meeting. If it can't be found there, the description stays as it is.
    private async Task<string?> KeepMeetingAsync(string id, CalendarEntry entry, CancellationToken ct)
    {
        var existing = await connection.CallAsync(
            GraphFeature.Calendar,
            isRead: true,
            client => client.Users[entry.Organiser].Events[id].GetAsync(
                request => request.QueryParameters.Select = ["body", "onlineMeeting"], ct),
            ct);
        if (existing?.OnlineMeeting is null)
        {
            return entry.Html;
        }

        var html = existing.Body?.Content ?? string.Empty;
        return MeetingPart().Match(html) is { Success: true } part ? entry.Html + html[part.Index..] : null;
    }

    // It starts with a line across the page, or with the element that has the link.
    [GeneratedRegex("<[^<>]*>[^<>]*_{20,}|<[^<>]*(me-email-text|divSkypeMeeting)", RegexOptions.IgnoreCase)]
    private static partial Regex MeetingPart();

    // One character per slot: 0 is free, 4 is working elsewhere, anything else is busy.
    private static IReadOnlyList<Interval>? Busy(ScheduleInformation schedule, Instant start) => schedule.Error is not null
        ? null
        : [.. (schedule.AvailabilityView ?? string.Empty)
            .Select((sign, index) => (Sign: sign, From: start + Duration.FromMinutes((long)index * SlotMinutes)))
            .Where(slot => slot.Sign is not ('0' or '4'))
            .Select(slot => new Interval(slot.From, slot.From + Duration.FromMinutes(SlotMinutes)))];

    // Outlook's own "customized" zones have no standard name.
    private static WorkingHours? Hours(Microsoft.Graph.Models.WorkingHours? hours) =>
        hours is { StartTime: { } start, EndTime: { } end, DaysOfWeek: { Count: > 0 } days }
            && ZoneNames.Find(hours.TimeZone?.Name) is { } zone
            ? new WorkingHours([.. days.OfType<DayOfWeekObject>().Select(Day)], Time(start), Time(end), zone)
            : null;

    private static LocalTime Time(Microsoft.Kiota.Abstractions.Time time) => new(time.Hour, time.Minute, time.Second);

    private static IsoDayOfWeek Day(DayOfWeekObject day) => day == DayOfWeekObject.Sunday ? IsoDayOfWeek.Sunday : (IsoDayOfWeek)(int)day;

    private static Event New(CalendarEntry entry)
    {
        var made = Write(entry, entry.Html);
        made.TransactionId = entry.TransactionId;
        if (entry.HasMeeting)
        {
            made.IsOnlineMeeting = true;
            made.OnlineMeetingProvider = OnlineMeetingProviderType.TeamsForBusiness;
        }

        return made;
    }

    private static Event Write(CalendarEntry entry, string? html)
    {
        var written = new Event
        {
            Subject = entry.Subject,
            Start = new DateTimeTimeZone { DateTime = Local.Format(entry.Start), TimeZone = entry.Zone.Id },
            End = new DateTimeTimeZone { DateTime = Local.Format(entry.End), TimeZone = entry.Zone.Id },
            Attendees = Attendees(entry),
            IsReminderOn = true,
            ReminderMinutesBeforeStart = ReminderMinutes,
        };

        // Set only with a value: a property set to null is sent as null, which clears it.
        if (html is not null)
        {
            written.Body = new ItemBody { ContentType = BodyType.Html, Content = html };
        }

        if (entry.JoinUrl is { } url)
        {
            written.Location = new Location { DisplayName = MemberTexts.MicrosoftTeamsMeeting, LocationUri = url };
        }

        return written;
    }

    private static List<Attendee> Attendees(CalendarEntry entry) =>
        [.. entry.Attendees.Select(attendee => new Attendee
        {
            Type = AttendeeType.Required,
            EmailAddress = new EmailAddress { Name = attendee.Name, Address = attendee.Address },
        })];

    private static PlacedEntry Read(Event? made) =>
        new(
            made?.Id ?? throw new GraphException(GraphFailureKind.MaybeDone, "The event came back without an id."),
            made.OnlineMeeting?.JoinUrl
        );

    private static DateTimeTimeZone Utc(Instant instant) => new()
    {
        DateTime = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss").Format(instant)
            .ToString(CultureInfo.InvariantCulture),
        TimeZone = "UTC",
    };
}
