namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>Which days are working days: neither a weekly day off nor a listed holiday.</summary>
public sealed class WorkCalendar
{
    private readonly HashSet<IsoDayOfWeek> _daysOff;
    private readonly HashSet<LocalDate> _holidays;

    /// <param name="daysOff">The weekly days off; at least one working day must remain.</param>
    /// <param name="holidays">Individual days off.</param>
    /// <exception cref="ArgumentException">No working day of the week is left.</exception>
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
    /// The date itself if it is a working day, otherwise the nearest working day before it.
    /// </summary>
    public LocalDate OnOrBefore(LocalDate date) => Nearest(date, -1);

    /// <summary>
    /// The date itself if it is a working day, otherwise the nearest working day after it.
    /// </summary>
    public LocalDate OnOrAfter(LocalDate date) => Nearest(date, 1);

    /// <summary>
    /// The working day <paramref name="count"/> working days after the date, which need not be a
    /// working day.
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
    /// The number of working days in the range; the first day is inclusive, the last exclusive.
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
