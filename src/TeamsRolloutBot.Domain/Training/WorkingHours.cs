using System.Collections.Immutable;

namespace TeamsRolloutBot.Domain.Training;

/// <summary>A person's working hours, in their own zone.</summary>
/// <param name="Days">The days on which their work starts.</param>
/// <param name="Start">Start of work.</param>
/// <param name="End">End of work; if not after <paramref name="Start"/>, on the next day, as in
/// night shifts.</param>
/// <param name="Zone">Their zone.</param>
public sealed record WorkingHours(ImmutableHashSet<IsoDayOfWeek> Days, LocalTime Start, LocalTime End, DateTimeZone Zone)
{
    /// <summary>Every day of the week, for when a calendar determines the working days.</summary>
    public static ImmutableHashSet<IsoDayOfWeek> EveryDay { get; } =
        [
            IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday,
            IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday
        ];

    /// <summary>Whether an interval lies entirely within one working day.</summary>
    public bool Contains(Interval time)
    {
        var day = time.Start.InZone(Zone).Date;

        // A night shift from the day before may still be going on.
        return IsWithin(day, time) || IsWithin(day.PlusDays(-1), time);
    }

    private bool IsWithin(LocalDate day, Interval time)
    {
        if (!Days.Contains(day.DayOfWeek))
        {
            return false;
        }

        var end = (End > Start ? day : day.PlusDays(1)) + End;
        return Zone.AtLeniently(day + Start).ToInstant() <= time.Start && time.End <= Zone.AtLeniently(end).ToInstant();
    }
}
