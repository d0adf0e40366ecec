namespace TeamsRolloutBot.Domain.Subcontractors;

/// <summary>
/// When a subcontractor's owner is reminded that the invitation is about to expire.
/// </summary>
public static class InvitationReminder
{
    private const int DaysBefore = 3;

    /// <summary>
    /// Three days before expiry, or two if that is a day off: day 11 or 12 of 14. If both are days
    /// off, the working day before, since afterwards may be too late.
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

        // Never before the invitation itself: a long holiday may have no working day.
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
