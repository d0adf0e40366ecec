namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>
/// When the rollout's manager gets the digest: every Monday from the first checklist until a week
/// after the last check-in.
/// </summary>
public static class DigestSchedule
{
    private const int DaysAfterLastCheckIn = 7;

    /// <param name="timing">The rollout's timing.</param>
    /// <param name="cohorts">The dates of every cohort.</param>
    /// <param name="manager">The rollout's manager.</param>
    /// <param name="zone">The manager's time zone.</param>
    public static IReadOnlyList<Touchpoint> For(
        TimingPlan timing, IReadOnlyCollection<TouchpointDates> cohorts, PersonId manager, DateTimeZone zone)
    {
        if (cohorts.Count == 0)
        {
            return [];
        }

        var calendar = timing.Calendar;
        var hours = timing.Hours;
        var first = cohorts.Min(dates => dates.Checklist);
        var last = cohorts.Max(dates => dates.LastCheckIn).PlusDays(DaysAfterLastCheckIn);
        var digests = new List<Touchpoint>();
        var monday = first.DayOfWeek == IsoDayOfWeek.Monday ? first : first.Next(IsoDayOfWeek.Monday);
        for (; monday <= last; monday = monday.PlusWeeks(1))
        {
            var due = hours.SendTimeOn(calendar.OnOrAfter(monday), calendar, zone);
            digests.Add(new Touchpoint(new TouchpointKey(null, manager, TouchpointKind.Digest, WeekNumber(monday)), due, zone));
        }

        return TouchpointOrder.OneOfAKindADay(digests);
    }

    /// <summary>True if no digest is planned after this number, i.e. the rollout is over.</summary>
    public static bool IsLast(RolloutDefinition definition, int number)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var dates = definition.Cohorts.Select(cohort => new TouchpointDates(definition.Timing, definition.Timing.Calendar, cohort.GoLive))
            .ToList();
        return For(definition.Timing, dates, default, definition.Zone).All(digest => digest.Number <= number);
    }

    // Counted from a fixed week so that a digest's key does not change when dates move.
    private static int WeekNumber(LocalDate monday) => Period.DaysBetween(new LocalDate(1970, 1, 5), monday) / 7;
}
