using System.Runtime.CompilerServices;
using NodaTime;

namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>
/// When a rollout contacts its people: offsets in days before go-live, hours, cadence and days off.
/// </summary>
public sealed record TimingPlan
{
    // A plan is immutable, and its calendar is asked for with every message: it is made once for as
    // long as the plan is in use.
    private static readonly ConditionalWeakTable<TimingPlan, WorkCalendar> Calendars = [];

    /// <summary>
    /// Days before go-live of <c>phase1.checklist</c>: 14 to 28, and not less than
    /// <see cref="EmailDays"/>.
    /// </summary>
    public int ChecklistDays { get; init; } = 21;

    /// <summary>Days before go-live of <c>phase1.tasks</c>.</summary>
    public int TasksDays { get; init; } = 21;

    /// <summary>Days before go-live of <c>phase1.email</c>.</summary>
    public int EmailDays { get; init; } = 14;

    /// <summary>Days before go-live of <c>phase1.reminder</c>.</summary>
    public int ReminderDays { get; init; } = 10;

    /// <summary>Days before go-live of <c>phase1.readiness</c>.</summary>
    public int ReadinessDays { get; init; } = 8;

    /// <summary>Days before go-live of <c>phase2.invitation</c>.</summary>
    public int InvitationDays { get; init; } = 7;

    /// <summary>When planned touchpoints are sent, in the recipient's zone.</summary>
    public LocalTime SendTime { get; init; } = new(9, 0);

    /// <summary>Nothing is sent before this time of a working day.</summary>
    public LocalTime DayStart { get; init; } = new(8, 0);

    /// <summary>Nothing is sent from this time of a working day on.</summary>
    public LocalTime DayEnd { get; init; } = new(18, 0);

    /// <summary>Days between check-ins.</summary>
    public int CadenceDays { get; init; } = 7;

    /// <summary>How many check-ins there are.</summary>
    public int CheckInCount { get; init; } = 8;

    /// <summary>
    /// Working days after a check-in without an answer until the nudge. Fixed by the playbook at 2.
    /// </summary>
    public int NudgeWorkingDays { get; init; } = 2;

    /// <summary>Days of the week that are not working days.</summary>
    public IReadOnlyList<IsoDayOfWeek> DaysOff { get; init; } = [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday];

    /// <summary>Single days that are not working days.</summary>
    public IReadOnlyList<LocalDate> Holidays { get; init; } = [];

    public DayHours Hours => new(DayStart, DayEnd, SendTime);

    public WorkCalendar Calendar => Calendars.GetValue(this, static plan => new WorkCalendar(plan.DaysOff, plan.Holidays));

    /// <summary>
    /// What is wrong with the plan, field by field; empty when nothing is. Field names are those of
    /// this record, in camel case.
    /// </summary>
    public IReadOnlyList<FieldError> Validate()
    {
        var errors = new List<FieldError>();
        Check(ChecklistDays is >= 14 and <= 28, "checklistDays", "The checklist goes out 14 to 28 days before go-live.");
        Check(TasksDays is >= 1 and <= 60, "tasksDays", "The manager's checklist goes out 1 to 60 days before go-live.");
        Check(EmailDays is >= 1 and <= 28, "emailDays", "The welcome e-mail goes out 1 to 28 days before go-live.");
        Check(ChecklistDays >= EmailDays, "emailDays", "The e-mail can't go out before the checklist: choose a smaller number of days.");
        Check(ReminderDays is >= 1 and <= 28, "reminderDays", "The reminder goes out 1 to 28 days before go-live.");
        Check(ReadinessDays is >= 1 and <= 28, "readinessDays", "The readiness check is 1 to 28 days before go-live.");
        Check(InvitationDays is >= 1 and <= 28, "invitationDays", "The training invitation goes out 1 to 28 days before go-live.");
        Check(Hours.IsConsistent, "sendTime", $"The send time must lie within the day hours {DayStart:HH:mm}–{DayEnd:HH:mm}.");
        Check(CadenceDays is >= 1 and <= 90, "cadenceDays", "Check-ins come every 1 to 90 days.");
        Check(CheckInCount is >= 1 and <= 52, "checkInCount", "Choose 1 to 52 check-ins.");
        Check(NudgeWorkingDays is >= 1 and <= 10, "nudgeWorkingDays", "The nudge comes 1 to 10 working days after a check-in.");
        Check(DaysOff.Distinct().Count() < 7, "daysOff", "At least one day of the week must be a working day.");
        Check(Holidays.Count <= MaxHolidays, "holidays", $"At most {MaxHolidays} holidays can be listed.");
        return errors;

        void Check(bool holds, string field, string message)
        {
            if (!holds)
            {
                errors.Add(new FieldError(field, message));
            }
        }
    }

    /// <summary>
    /// How many holidays a plan may list; more would be a mistake, and the plan is stored as one
    /// document.
    /// </summary>
    public const int MaxHolidays = 400;
}
