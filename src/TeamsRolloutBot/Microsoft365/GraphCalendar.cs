using System.Globalization;
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
/// "getSchedule" (20 schedules a call) of the Graph documentation.
/// </summary>
internal sealed class GraphCalendar(GraphConnection connection) : ICalendar
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
                client.Users[entry.Organiser].Events.PostAsync(Write(entry, isNew: true), cancellationToken: ct), ct);
        return Read(made);
    }

    public async Task<PlacedEntry?> ChangeAsync(string id, CalendarEntry entry, CancellationToken ct)
    {
        try
        {
            var changed = await connection.CallAsync(
                GraphFeature.Calendar, isRead: false, client =>
                    client.Users[entry.Organiser].Events[id].PatchAsync(Write(entry, isNew: false), cancellationToken: ct), ct);
            return Read(changed);
        }
        catch (GraphException failure) when (failure.Kind == GraphFailureKind.NotFound)
        {
            return null;
        }
    }

    public async Task CancelAsync(string organiser, string id, string comment, CancellationToken ct)
    {
        try
        {
            await connection.CallAsync(
                GraphFeature.Calendar,
                isRead: false,
                async client =>
                {
                    await client.Users[organiser].Events[id].Cancel.PostAsync(
                        new CancelPostRequestBody { Comment = comment }, cancellationToken: ct);
                    return true;
                },
                ct);
        }
        catch (GraphException failure) when (failure.Kind == GraphFailureKind.NotFound)
        {
            // Already gone.
        }
    }

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

    private static Event Write(CalendarEntry entry, bool isNew) => new()
    {
        Subject = entry.Subject,
        Body = new ItemBody { ContentType = BodyType.Html, Content = entry.Html },
        Start = new DateTimeTimeZone { DateTime = Local.Format(entry.Start), TimeZone = entry.Zone.Id },
        End = new DateTimeTimeZone { DateTime = Local.Format(entry.End), TimeZone = entry.Zone.Id },
        Attendees = [.. entry.Attendees.Select(attendee => new Attendee
        {
            Type = AttendeeType.Required,
            EmailAddress = new EmailAddress { Name = attendee.Name, Address = attendee.Address },
        })],
        IsReminderOn = true,
        ReminderMinutesBeforeStart = ReminderMinutes,
        Location = entry.JoinUrl is { } url ? new Location { DisplayName = MemberTexts.MicrosoftTeamsMeeting, LocationUri = url } : null,

        // Set only on creation: changing it creates another meeting.
        IsOnlineMeeting = isNew && entry.HasMeeting ? true : null,
        OnlineMeetingProvider = isNew && entry.HasMeeting ? OnlineMeetingProviderType.TeamsForBusiness : null,
        TransactionId = isNew ? entry.TransactionId : null,
    };

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
