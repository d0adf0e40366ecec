namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>
/// The hours of a working day in which something may be sent, and the time at which it usually is.
/// They may run over midnight (22:00 to 06:00): a working day's hours are then the stretch that
/// holds that day's send time. Equal start and end mean the whole day.
/// </summary>
/// <param name="Start">First minute at which something may be sent.</param>
/// <param name="End">First minute at which nothing may be sent any more.</param>
/// <param name="SendTime">When planned touchpoints are sent; lies within the hours.</param>
public sealed record DayHours(LocalTime Start, LocalTime End, LocalTime SendTime)
{
    private bool OverMidnight => End <= Start;

    /// <summary>True when the send time lies within the hours.</summary>
    public bool IsConsistent => OverMidnight ? SendTime >= Start || SendTime < End : SendTime >= Start && SendTime < End;

    /// <summary>
    /// When the hours of that working day begin and end in a zone; the end is not part of them.
    /// </summary>
    public (Instant Start, Instant End) On(LocalDate workingDay, DateTimeZone zone)
    {
        // Start == End: 24 hours around the send time begin on the day itself when the send time is
        // not before the start.
        var startsDayBefore = OverMidnight && SendTime < Start;
        var first = startsDayBefore ? workingDay.PlusDays(-1) : workingDay;
        var last = OverMidnight ? first.PlusDays(1) : first;
        return (At(first, Start, zone), At(last, End, zone));
    }

    /// <summary>
    /// The first instant, not before <paramref name="now"/>, at which something may be sent:
    /// <paramref name="now"/> itself within the hours of a working day, else when such hours begin
    /// next.
    /// </summary>
    public Instant NextAllowed(Instant now, WorkCalendar calendar, DateTimeZone zone)
    {
        // A window reaches one day either side of its working day, so the search begins two days
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

    /// <summary>
    /// The first send time on a working day that is not before <paramref name="now"/>.
    /// </summary>
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
    /// When what is planned for a working day is sent in a zone: at the send time, and where a
    /// clock change puts that outside the hours, when they begin next.
    /// </summary>
    public Instant SendTimeOn(LocalDate workingDay, WorkCalendar calendar, DateTimeZone zone) =>
        NextAllowed(At(workingDay, SendTime, zone), calendar, zone);

    // Lenient: a local time that does not exist moves forward by the gap, one that exists twice is
    // the first.
    private static Instant At(LocalDate date, LocalTime time, DateTimeZone zone) => zone.AtLeniently(date + time).ToInstant();
}
