namespace TeamsRolloutBot.Domain.Training;

/// <summary>An attendee's availability.</summary>
/// <param name="IsNeeded">The session can't take place without them.</param>
/// <param name="Busy">When they are busy.</param>
/// <param name="Hours">Their working hours; null: the standard ones.</param>
public sealed record Attendee(bool IsNeeded, IReadOnlyList<Interval> Busy, WorkingHours? Hours = null);

/// <summary>A proposed session time.</summary>
/// <param name="Start">In the cohort's zone.</param>
/// <param name="Missing">How many optional attendees are busy or off work then.</param>
public sealed record ProposedTime(LocalDateTime Start, int Missing);

/// <summary>
/// Proposes session times: within the working hours of all required attendees, when all of them are
/// free, with as few optional attendees missing as possible.
/// </summary>
public static class FreeTimes
{
    private static readonly Period Step = Period.FromMinutes(30);

    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="minutes">The session's length.</param>
    /// <param name="standard">The working hours of people whose hours are unknown.</param>
    /// <param name="calendar">The working days.</param>
    /// <param name="zone">The cohort's zone.</param>
    /// <param name="attendees">The attendees.</param>
    /// <param name="most">Maximum number of proposals.</param>
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

        // The best time of each day first: six times on the same morning are not much of a choice.
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
