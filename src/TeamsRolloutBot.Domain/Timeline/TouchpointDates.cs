namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>
/// A cohort's touchpoint dates, moved to working days. Independent of any person's zone.
/// </summary>
public sealed class TouchpointDates
{
    private readonly TimingPlan _timing;
    private readonly WorkCalendar _calendar;
    private readonly LocalDate _goLive;

    public TouchpointDates(TimingPlan timing, WorkCalendar calendar, LocalDate goLive)
    {
        _timing = timing;
        _calendar = calendar;
        _goLive = goLive;
    }

    public LocalDate Checklist => Before(_timing.ChecklistDays);

    public LocalDate Tasks => Before(_timing.TasksDays);

    public LocalDate Email => Before(_timing.EmailDays);

    public LocalDate Reminder => Before(_timing.ReminderDays);

    public LocalDate Readiness => Before(_timing.ReadinessDays);

    public LocalDate Invitation => Before(_timing.InvitationDays);

    public LocalDate GoLive => _calendar.OnOrAfter(_goLive);

    /// <summary>The date of the last check-in.</summary>
    public LocalDate LastCheckIn => CheckIn(_timing.CheckInCount);

    /// <param name="number">1, 2, … up to the plan's count.</param>
    public LocalDate CheckIn(int number) => _calendar.OnOrAfter(_goLive.PlusDays(number * _timing.CadenceDays));

    /// <summary>The date of the nudge for a check-in that went out on the given date.</summary>
    public LocalDate NudgeAfter(LocalDate checkIn) => _calendar.AddWorkingDays(checkIn, _timing.NudgeWorkingDays);

    private LocalDate Before(int days) => _calendar.OnOrBefore(_goLive.PlusDays(-days));
}
