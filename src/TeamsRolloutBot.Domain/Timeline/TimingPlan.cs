using System.Runtime.CompilerServices;

namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>
/// When a rollout contacts its people: offsets in days before go-live, hours, cadence and days off.
/// </summary>
public sealed record TimingPlan
{
    // A plan is immutable and its calendar is needed for every message, so the calendar is cached
    // for as long as the plan is in use.
    private static readonly ConditionalWeakTable<TimingPlan, WorkCalendar> Calendars = [];

    /// <summary>
    /// Days before go-live of <c>phase1.checklist</c>: 14 to 28, and at least
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

    /// <summary>Nothing is sent before this time on a working day.</summary>
    public LocalTime DayStart { get; init; } = new(8, 0);

    /// <summary>Nothing is sent from this time on a working day.</summary>
    public LocalTime DayEnd { get; init; } = new(18, 0);

    /// <summary>Days between check-ins.</summary>
    public int CadenceDays { get; init; } = 7;

    /// <summary>Number of check-ins.</summary>
    public int CheckInCount { get; init; } = 8;

    /// <summary>
    /// Working days from an unanswered check-in to its nudge. The playbook fixes this at 2.
    /// </summary>
    public int NudgeWorkingDays { get; init; } = 2;

    /// <summary>Non-working days of the week.</summary>
    public IReadOnlyList<IsoDayOfWeek> DaysOff { get; init; } = [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday];

    /// <summary>Individual non-working days.</summary>
    public IReadOnlyList<LocalDate> Holidays { get; init; } = [];

    public DayHours Hours => new(DayStart, DayEnd, SendTime);

    public WorkCalendar Calendar => Calendars.GetValue(this, static plan => new WorkCalendar(plan.DaysOff, plan.Holidays));

    /// <summary>
    /// The plan's errors by field; empty if it is valid. Fields are named after this record's
    /// properties, in camel case.
    /// </summary>
    public IReadOnlyList<FieldError> Validate()
    {
        var errors = new List<FieldError>();
        Check(ChecklistDays is >= 14 and <= 28, "checklistDays", RuleTexts.TheChecklistGoesOut14To);
        Check(TasksDays is >= 1 and <= 60, "tasksDays", RuleTexts.TheManagersChecklistGoesOut1);
        Check(EmailDays is >= 1 and <= 28, "emailDays", RuleTexts.TheWelcomeEMailGoesOut);
        Check(ChecklistDays >= EmailDays, "emailDays", RuleTexts.TheEMailCantGoOut);
        Check(ReminderDays is >= 1 and <= 28, "reminderDays", RuleTexts.TheReminderGoesOut1To);
        Check(ReadinessDays is >= 1 and <= 28, "readinessDays", RuleTexts.TheReadinessCheckIs1To);
        Check(InvitationDays is >= 1 and <= 28, "invitationDays", RuleTexts.TheTrainingInvitationGoesOut1);
        Check(Hours.IsConsistent, "sendTime", RuleTexts.TheSendTimeMustLieWithin.With(DayStart, DayEnd));
        Check(CadenceDays is >= 1 and <= 90, "cadenceDays", RuleTexts.CheckInsComeEvery1To);
        Check(CheckInCount is >= 1 and <= 52, "checkInCount", RuleTexts.Choose1To52CheckIns);
        Check(NudgeWorkingDays is >= 1 and <= 10, "nudgeWorkingDays", RuleTexts.TheNudgeComes1To10);
        Check(DaysOff.Distinct().Count() < 7, "daysOff", RuleTexts.AtLeastOneDayOfThe);
        Check(Holidays.Count <= MaxHolidays, "holidays", RuleTexts.AtMostHolidaysCanBeListed.With(MaxHolidays));
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
    /// Maximum number of holidays. More is probably a mistake, and the plan is stored as one
    /// document.
    /// </summary>
    public const int MaxHolidays = 400;
}
