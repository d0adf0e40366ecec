namespace TeamsRolloutBot.Domain.Subcontractors;

/// <summary>
/// When whoever looks after a subcontractor is reminded that its invitation is about to end.
/// </summary>
public static class InvitationReminder
{
    private const int DaysBefore = 3;

    /// <summary>
    /// Three days before the end, or two where that is a day off: of 14 days the 11th or the 12th.
    /// Where both are days off,
    /// the working day before them, for after them it may be too late.
    /// </summary>
    public static LocalDate DayOf(LocalDate invitedOn, int invitationDays, WorkCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var day = invitedOn.PlusDays(invitationDays - DaysBefore);
        if (calendar.IsWorkingDay(day))
        {
            return day;
        }

        if (calendar.IsWorkingDay(day.PlusDays(1)))
        {
            return day.PlusDays(1);
        }

        // Not further back than the invitation itself: in a long holiday there is no working day.
        for (var earlier = day.PlusDays(-1); earlier > invitedOn; earlier = earlier.PlusDays(-1))
        {
            if (calendar.IsWorkingDay(earlier))
            {
                return earlier;
            }
        }

        return day;
    }
}
