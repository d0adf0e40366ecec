namespace TeamsRolloutBot.Domain.Training;

/// <summary>When somebody is busy.</summary>
/// <param name="IsNeeded">The session can't do without them.</param>
/// <param name="Busy">The times at which they can't.</param>
/// <param name="Hours">When they work; null: as everybody does.</param>
public sealed record Attendee(bool IsNeeded, IReadOnlyList<Interval> Busy, WorkingHours? Hours = null);

/// <summary>A time at which a session can be.</summary>
/// <param name="Start">In the cohort's zone.</param>
/// <param name="Missing">How many of the others are busy then, or do not work.</param>
public sealed record ProposedTime(LocalDateTime Start, int Missing);

/// <summary>
/// Finds times for a session: within the working hours of everybody who is needed, when all of them
/// are free, and with as few as possible of the others missing.
/// </summary>
public static class FreeTimes
{
    private static readonly Period Step = Period.FromMinutes(30);

    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="minutes">How long the session takes.</param>
    /// <param name="standard">When people work whose hours are not known.</param>
    /// <param name="calendar">The working days.</param>
    /// <param name="zone">The cohort's zone.</param>
    /// <param name="attendees">Who is to come.</param>
    /// <param name="most">How many times to propose.</param>
    public static IReadOnlyList<ProposedTime> Propose(
        LocalDate from,
        LocalDate to,
        int minutes,
        WorkingHours standard,
        WorkCalendar calendar,
        DateTimeZone zone,
        IReadOnlyList<Attendee> attendees,
        int most)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(standard);
        var needed = attendees.Where(attendee => attendee.IsNeeded).ToList();
        var others = attendees.Where(attendee => !attendee.IsNeeded).ToList();
        var found = new List<ProposedTime>();
        for (var day = from; day <= to; day = day.PlusDays(1))
        {
            if (!calendar.IsWorkingDay(day))
            {
                continue;
            }

            for (var start = day.AtMidnight(); start.Date == day; start += Step)
            {
                var time = new TrainingSession(start, minutes).In(zone);
                if (needed.Count == 0 ? standard.Contains(time) : needed.All(attendee => CanCome(attendee, time)))
                {
                    found.Add(new ProposedTime(start, others.Count(attendee => !CanCome(attendee, time))));
                }
            }
        }

        // The best of each day first: half a dozen times on one morning are no choice.
        return [.. found
            .GroupBy(time => time.Start.Date)
            .SelectMany(
                day => day.OrderBy(time => time.Missing).ThenBy(time => time.Start).Select((time, rank) => (Time: time, Rank: rank)))
            .OrderBy(time => time.Time.Missing).ThenBy(time => time.Rank).ThenBy(time => time.Time.Start)
            .Take(most)
            .Select(time => time.Time)
            .OrderBy(time => time.Start)];

        bool CanCome(Attendee attendee, Interval time) =>
            (attendee.Hours ?? standard).Contains(time) && !attendee.Busy.Any(taken => taken.Start < time.End && taken.End > time.Start);
    }
}
