using System.Collections.Immutable;

namespace TeamsRolloutBot.Domain.Training;

/// <summary>When somebody works, in a zone of their own.</summary>
/// <param name="Days">The days on which they begin to work.</param>
/// <param name="Start">From when.</param>
/// <param name="End">Until when; at or before <paramref name="Start"/>: on the next day, as night
/// shifts do.</param>
/// <param name="Zone">Their zone.</param>
public sealed record WorkingHours(ImmutableHashSet<IsoDayOfWeek> Days, LocalTime Start, LocalTime End, DateTimeZone Zone)
{
    /// <summary>Every day of the week: for where the working days are told by a calendar.</summary>
    public static ImmutableHashSet<IsoDayOfWeek> EveryDay { get; } =
        [
            IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday,
            IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday
        ];

    /// <summary>Whether all of a time lies within one working day.</summary>
    public bool Contains(Interval time)
    {
        var day = time.Start.InZone(Zone).Date;

        // What a night shift began the day before may still go on.
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
