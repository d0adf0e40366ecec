namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>
/// Which days are working days: not a day off of the week, and not a listed holiday.
/// </summary>
public sealed class WorkCalendar
{
    private readonly HashSet<IsoDayOfWeek> _daysOff;
    private readonly HashSet<LocalDate> _holidays;

    /// <param name="daysOff">The days of the week that are off; at least one day must
    /// remain.</param>
    /// <param name="holidays">Single days that are off.</param>
    /// <exception cref="ArgumentException">No day of the week is left to work on.</exception>
    public WorkCalendar(IEnumerable<IsoDayOfWeek> daysOff, IEnumerable<LocalDate> holidays)
    {
        _daysOff = [.. daysOff];
        _holidays = [.. holidays];
        if (_daysOff.Count(day => day != IsoDayOfWeek.None) >= 7)
        {
            throw new ArgumentException("At least one day of the week must be a working day.", nameof(daysOff));
        }
    }

    public bool IsWorkingDay(LocalDate date) => !_daysOff.Contains(date.DayOfWeek) && !_holidays.Contains(date);

    /// <summary>
    /// The date itself when it is a working day, else the nearest working day before it.
    /// </summary>
    public LocalDate OnOrBefore(LocalDate date) => Nearest(date, -1);

    /// <summary>
    /// The date itself when it is a working day, else the nearest working day after it.
    /// </summary>
    public LocalDate OnOrAfter(LocalDate date) => Nearest(date, 1);

    /// <summary>
    /// The working day that is <paramref name="count"/> working days after the date (which need not
    /// be one itself).
    /// </summary>
    public LocalDate AddWorkingDays(LocalDate date, int count)
    {
        for (; count > 0; count--)
        {
            date = OnOrAfter(date.PlusDays(1));
        }

        return date;
    }

    /// <summary>
    /// How many working days lie in the stretch, its first day included and its last one not.
    /// </summary>
    public int CountWorkingDays(LocalDate from, LocalDate to)
    {
        var count = 0;
        for (var date = from; date < to; date = date.PlusDays(1))
        {
            count += IsWorkingDay(date) ? 1 : 0;
        }

        return count;
    }

    private LocalDate Nearest(LocalDate date, int step)
    {
        while (!IsWorkingDay(date))
        {
            date = date.PlusDays(step);
        }

        return date;
    }
}
