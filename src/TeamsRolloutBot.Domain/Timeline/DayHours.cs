namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>
/// The hours of a working day in which messages may be sent, and the usual send time. They may span
/// midnight (22:00 to 06:00), in which case a working day's hours are the window containing that
/// day's send time. Equal start and end mean the whole day.
/// </summary>
/// <param name="Start">The first minute in which sending is allowed.</param>
/// <param name="End">The first minute in which it no longer is.</param>
/// <param name="SendTime">When planned touchpoints are sent; within the hours.</param>
public sealed record DayHours(LocalTime Start, LocalTime End, LocalTime SendTime)
{
    private bool OverMidnight => End <= Start;

    /// <summary>True if the send time is within the hours.</summary>
    public bool IsConsistent => OverMidnight ? SendTime >= Start || SendTime < End : SendTime >= Start && SendTime < End;

    /// <summary>When a working day's hours start and end in a zone; the end is exclusive.</summary>
    public (Instant Start, Instant End) On(LocalDate workingDay, DateTimeZone zone)
    {
        // Start == End: the 24 hours around the send time start on the day itself if the send time
        // is not before the start.
        var startsDayBefore = OverMidnight && SendTime < Start;
        var first = startsDayBefore ? workingDay.PlusDays(-1) : workingDay;
        var last = OverMidnight ? first.PlusDays(1) : first;
        return (At(first, Start, zone), At(last, End, zone));
    }

    /// <summary>
    /// The first instant, no earlier than <paramref name="now"/>, at which sending is allowed:
    /// <paramref name="now"/> itself within a working day's hours, otherwise the start of the next
    /// ones.
    /// </summary>
    public Instant NextAllowed(Instant now, WorkCalendar calendar, DateTimeZone zone)
    {
        // A window extends one day either side of its working day, so the search starts two days
        // back.
        var day = calendar.OnOrAfter(now.InZone(zone).Date.PlusDays(-2));
        while (true)
        {
            var (start, end) = On(day, zone);
            if (now < end)
            {
                return Instant.Max(now, start);
            }

            day = calendar.OnOrAfter(day.PlusDays(1));
        }
    }

    /// <summary>The first working-day send time no earlier than <paramref name="now"/>.</summary>
    public Instant NextSendTime(Instant now, WorkCalendar calendar, DateTimeZone zone)
    {
        var day = calendar.OnOrAfter(now.InZone(zone).Date.PlusDays(-1));
        while (true)
        {
            var due = SendTimeOn(day, calendar, zone);
            if (due >= now)
            {
                return due;
            }

            day = calendar.OnOrAfter(day.PlusDays(1));
        }
    }

    /// <summary>
    /// When messages planned for a working day go out in a zone: at the send time or, if a clock
    /// change puts that outside the hours, at the start of the next ones.
    /// </summary>
    public Instant SendTimeOn(LocalDate workingDay, WorkCalendar calendar, DateTimeZone zone) =>
        NextAllowed(At(workingDay, SendTime, zone), calendar, zone);

    // Lenient: a skipped local time moves forward by the gap; for an ambiguous one, the first is
    // used.
    private static Instant At(LocalDate date, LocalTime time, DateTimeZone zone) => zone.AtLeniently(date + time).ToInstant();
}
