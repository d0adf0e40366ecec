using NodaTime.Text;

namespace TeamsRolloutBot.Tests.Domain.Timeline;

/// <summary>Sets up a cohort's schedule in one line.</summary>
internal static class TimelineBuilder
{
    public static readonly DateTimeZone Denver = DateTimeZoneProviders.Tzdb["America/Denver"];
    public static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    public static readonly PersonId Ann = PersonId.FromEmail("ann@example.com");

    public static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).GetValueOrThrow();

    /// <summary>A local time such as <c>2027-03-15T09:00</c> in a zone.</summary>
    public static Instant At(string local, DateTimeZone? zone = null) =>
        (zone ?? Denver).AtLeniently(LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).GetValueOrThrow())
            .ToInstant();

    public static CohortSchedule Schedule(string goLive, TimingPlan? timing = null, DateTimeZone? zone = null) =>
        new(timing ?? new TimingPlan(), new CohortId("c1"), Date(goLive), zone ?? Denver);

    public static Recipient Member(DateTimeZone? zone = null) => new(Ann, zone, IsMember: true, IsImplementationManager: false);

    public static Recipient Manager() => new(Ann, null, IsMember: false, IsImplementationManager: true);

    public static IReadOnlyList<Touchpoint> Plan(this CohortSchedule schedule, Recipient? recipient = null) =>
        schedule.PlanFor(recipient ?? Member(), ContactHistory.Empty);

    /// <summary>Everything as <c>kind[ n] local</c>, in order.</summary>
    public static string[] Lines(this IEnumerable<Touchpoint> plan) => [.. plan.Select(t => $"{Name(t)} {t.Local:uuuu-MM-ddTHH:mm}")];

    /// <summary>
    /// Decisions as <c>kind[ n] sent local</c> or <c>kind[ n] skipped: reason</c>.
    /// </summary>
    public static string[] Lines(this IEnumerable<Decision> decisions) =>
        [
            .. decisions.Select(
                d => d.IsSent ? $"{Name(d.Touchpoint)} sent {d.Local:uuuu-MM-ddTHH:mm}" : $"{Name(d.Touchpoint)} skipped: {d.Skip.Text()}")
        ];

    public static IReadOnlyList<Decision> CatchUp(
        this CohortSchedule schedule, Instant now, ContactHistory? history = null, Instant? onTimeSince = null, Recipient? recipient = null)
    {
        var person = recipient ?? Member();
        var past = history ?? ContactHistory.Empty;
        return CatchingUp.Decide(
            schedule.PlanFor(person, past), past, now, onTimeSince
                ?? now, schedule.GoLive(schedule.ZoneOf(person)), schedule.Hours, schedule.Calendar);
    }

    public static ContactHistory Sent(this ContactHistory history, TouchpointKind kind, Instant at, int number = 0) =>
        history.With(kind, number, new Contact(ContactOutcome.Sent, at, at));

    private static string Name(Touchpoint t) => t.Kind.IsNumbered() ? $"{t.Kind.Name()} {t.Number}" : t.Kind.Name();
}
