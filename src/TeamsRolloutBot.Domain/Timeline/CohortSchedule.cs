using System.Collections.Concurrent;

namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>A person as a cohort contacts them.</summary>
/// <param name="Person">Who it is.</param>
/// <param name="Zone">Their own time zone; null if it is the cohort's.</param>
/// <param name="IsMember">A team member of the cohort.</param>
/// <param name="IsImplementationManager">The cohort's implementation manager, who may be a member
/// as well.</param>
public sealed record Recipient(PersonId Person, DateTimeZone? Zone, bool IsMember, bool IsImplementationManager);

/// <summary>
/// When a cohort's people are contacted. The plan depends only on timing, go-live date and
/// recipient's zone, so it is computed once per zone, regardless of the number of people.
/// Thread-safe.
/// </summary>
public sealed class CohortSchedule
{
    private readonly ConcurrentDictionary<DateTimeZone, ZonePlan> _plans = new();

    /// <param name="timing">A valid plan.</param>
    /// <param name="cohort">The cohort's id.</param>
    /// <param name="goLive">The go-live date as entered; may be a non-working day.</param>
    /// <param name="zone">The cohort's time zone.</param>
    public CohortSchedule(TimingPlan timing, CohortId cohort, LocalDate goLive, DateTimeZone zone)
    {
        Timing = timing;
        Cohort = cohort;
        Zone = zone;
        Calendar = timing.Calendar;
        Hours = timing.Hours;
        Dates = new TouchpointDates(timing, Calendar, goLive);
    }

    public TimingPlan Timing { get; }

    public CohortId Cohort { get; }

    public DateTimeZone Zone { get; }

    public WorkCalendar Calendar { get; }

    public DayHours Hours { get; }

    public TouchpointDates Dates { get; }

    public DateTimeZone ZoneOf(Recipient recipient) => recipient.Zone ?? Zone;

    /// <summary>The instant of go-live in a recipient's zone.</summary>
    public Instant GoLive(DateTimeZone zone) => SendTimeOn(Dates.GoLive, zone);

    /// <summary>The send time on a working day in a zone.</summary>
    public Instant SendTimeOn(LocalDate workingDay, DateTimeZone zone) => Hours.SendTimeOn(workingDay, Calendar, zone);

    /// <summary>
    /// Every contact planned for a recipient, in time order. Nudges are dated from when the
    /// check-in actually went out, if it has.
    /// </summary>
    public IReadOnlyList<Touchpoint> PlanFor(Recipient recipient, ContactHistory history)
    {
        var zone = ZoneOf(recipient);
        var plan = _plans.GetOrAdd(zone, z => new ZonePlan(this, z));
        var touchpoints = new List<Touchpoint>(plan.Slots.Length);
        var isInOrder = true;
        foreach (var slot in plan.Slots)
        {
            if (IsFor(slot.Kind, recipient) && At(slot, recipient, history, zone) is { } touchpoint)
            {
                isInOrder &= touchpoint.Due == slot.Due;
                touchpoints.Add(touchpoint);
            }
        }

        // Only nudges are ever moved for a single person.
        if (!isInOrder)
        {
            touchpoints.Sort(TouchpointOrder.ByTime);
        }

        return touchpoints;
    }

    /// <summary>One planned contact for a recipient; null if it is not planned.</summary>
    public Touchpoint? Find(Recipient recipient, ContactHistory history, TouchpointKind kind, int number)
    {
        var zone = ZoneOf(recipient);
        foreach (var slot in _plans.GetOrAdd(zone, z => new ZonePlan(this, z)).Slots)
        {
            if (slot.Kind == kind && slot.Number == number)
            {
                return IsFor(kind, recipient) ? At(slot, recipient, history, zone) : null;
            }
        }

        return null;
    }

    private static bool IsFor(TouchpointKind kind, Recipient recipient) => kind switch
    {
        TouchpointKind.Tasks or TouchpointKind.Readiness => recipient.IsImplementationManager,
        TouchpointKind.Invitation => recipient.IsMember || recipient.IsImplementationManager,
        _ => recipient.IsMember,
    };

    // A nudge is planned only if it falls before the next check-in.
    private Touchpoint? At(in Slot slot, Recipient recipient, ContactHistory history, DateTimeZone zone)
    {
        var day = slot.Kind == TouchpointKind.Nudge ? NudgeDay(slot, history, zone) : slot.Day;
        return day >= slot.EndsOn
            ? null
            : new Touchpoint(
                  new TouchpointKey(Cohort, recipient.Person, slot.Kind, slot.Number), day == slot.Day ? slot.Due : SendTimeOn(day, zone),
                  zone);
    }

    private LocalDate NudgeDay(in Slot slot, ContactHistory history, DateTimeZone zone) =>
        history.SnoozedTo(slot.Number)
            ?? (history.SentAt(TouchpointKind.CheckIn, slot.Number) is { } sent ? Dates.NudgeAfter(sent.InZone(zone).Date) : slot.Day);

    private readonly record struct Slot(TouchpointKind Kind, int Number, LocalDate Day, Instant Due, LocalDate? EndsOn);

    private sealed class ZonePlan
    {
        public ZonePlan(CohortSchedule schedule, DateTimeZone zone)
        {
            var dates = schedule.Dates;
            var slots = new List<Slot>(24);
            Add(TouchpointKind.Checklist, 0, dates.Checklist);
            Add(TouchpointKind.Tasks, 0, dates.Tasks);
            Add(TouchpointKind.Email, 0, dates.Email);
            Add(TouchpointKind.Reminder, 0, dates.Reminder);
            Add(TouchpointKind.Readiness, 0, dates.Readiness);
            Add(TouchpointKind.Invitation, 0, dates.Invitation);
            Add(TouchpointKind.GoLive, 0, dates.GoLive);

            // If check-ins shift onto the same working day, only the first is kept.
            var checkIns = Enumerable.Range(1, schedule.Timing.CheckInCount).Select(n => (Number: n, Day: dates.CheckIn(n)))
                .DistinctBy(checkIn => checkIn.Day).ToList();
            for (var i = 0; i < checkIns.Count; i++)
            {
                var (number, day) = checkIns[i];
                Add(TouchpointKind.CheckIn, number, day);
                Add(TouchpointKind.Nudge, number, dates.NudgeAfter(day), i + 1 < checkIns.Count ? checkIns[i + 1].Day : null);
            }

            // For one person in one cohort this is the list order (TouchpointOrder).
            Slots =
            [
                .. slots.OrderBy(slot => slot.Due).ThenBy(slot => slot.Kind.Name(), StringComparer.Ordinal).ThenBy(slot => slot.Number)
            ];

            void Add(TouchpointKind kind, int number, LocalDate day, LocalDate? endsOn = null) =>
                slots.Add(new Slot(kind, number, day, schedule.SendTimeOn(day, zone), endsOn));
        }

        public Slot[] Slots { get; }
    }
}
