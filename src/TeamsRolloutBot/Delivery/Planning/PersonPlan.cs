using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>The decisions for a person.</summary>
/// <param name="Participant">The person, without queued messages that are decided again.</param>
/// <param name="Decisions">The decisions.</param>
internal readonly record struct Decided(Participant Participant, IReadOnlyList<Decision> Decisions);

/// <summary>
/// What is due for one person of one cohort at one instant: the timeline's pure rules applied to
/// the person's actions and the rollout's state. Used by the planner, and again by the sender at
/// the last moment.
/// </summary>
internal sealed class PersonPlan
{
    // Anything due this recently is on time, as the planner always runs slightly late.
    private static readonly Duration Grace = Duration.FromMinutes(15);

    private readonly StoredRollout _rollout;
    private readonly Instant? _goLive;
    private readonly Participant _participant;

    // Set for a cohort: looking up a single touchpoint does not need the whole plan.
    private readonly CohortSchedule? _schedule;
    private readonly Recipient? _recipient;
    private IReadOnlyList<Touchpoint>? _plan;

    private PersonPlan(StoredRollout rollout, Participant participant, IReadOnlyList<Touchpoint> plan, DateTimeZone zone)
    {
        _rollout = rollout;
        _participant = participant;
        _plan = plan;
        Zone = zone;
    }

    private PersonPlan(StoredRollout rollout, CohortSchedule schedule, Participant participant)
    {
        _rollout = rollout;
        _participant = participant;
        _schedule = schedule;
        _recipient = participant.Recipient;
        Zone = schedule.ZoneOf(_recipient);
        _goLive = schedule.GoLive(Zone);
    }

    private IReadOnlyList<Touchpoint> Plan => _plan ??= _schedule!.PlanFor(_recipient!, _participant.History);

    /// <summary>The person's time zone.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>The person's go-live; null for a digest's recipient.</summary>
    public Instant? GoLive => _goLive;

    public static PersonPlan InCohort(StoredRollout rollout, CohortSchedule schedule, Participant participant) =>
        new(rollout, schedule, participant);

    public static PersonPlan ForDigests(StoredRollout rollout, Participant owner)
    {
        var timing = rollout.Definition.Timing;
        var calendar = timing.Calendar;
        var dates = rollout.Definition.Cohorts.Select(cohort => new TouchpointDates(timing, calendar, cohort.GoLive)).ToList();
        var zone = rollout.Definition.Zone;
        return new PersonPlan(rollout, owner, DigestSchedule.For(timing, dates, owner.Person.Id, zone), zone);
    }

    /// <summary>The touchpoint as currently planned; null if it no longer is.</summary>
    public Touchpoint? Find(TouchpointKind kind, int number) => _schedule is { } schedule
        ? schedule.Find(_recipient!, _participant.History, kind, number)
        : Plan.FirstOrDefault(touchpoint => touchpoint.Kind == kind && touchpoint.Number == number);

    /// <summary>
    /// Decides what is due. Anything queued before the rollout was resumed, or for a date that has
    /// since moved, is decided again.
    /// </summary>
    public Decided Decide(Instant now)
    {
        var activeSince = Instant.Max(_rollout.Rollout.ActiveSince ?? Instant.MinValue, _participant.ActiveFrom ?? Instant.MinValue);
        if (_participant.ActiveFrom > now)
        {
            return new(_participant, []);
        }

        var history = Requeued(_participant.History, activeSince);
        var timing = _rollout.Definition.Timing;
        var decisions = CatchingUp.Decide(
            Plan, history, now, Instant.Max(activeSince, now - Grace), _goLive, timing.Hours, timing.Calendar);
        return new(_participant with { History = history }, [.. decisions.Select(Personal)]);
    }

    /// <summary>
    /// The first instant after <paramref name="now"/> at which the person has something due; null
    /// if there is none.
    /// </summary>
    public Instant? Next(Instant now)
    {
        Instant? next = _participant.ActiveFrom > now ? _participant.ActiveFrom : null;
        foreach (var touchpoint in Plan)
        {
            if (touchpoint.Due > now && !_participant.History.IsSettled(touchpoint))
            {
                return next is { } joined ? Instant.Min(joined, touchpoint.Due) : touchpoint.Due;
            }
        }

        return next;
    }

    /// <summary>Why something the person has done meanwhile makes a touchpoint moot.</summary>
    public static SkipReason Moot(RolloutDefinition definition, Participant participant, TouchpointKind kind, int number) => kind switch
    {
        TouchpointKind.Reminder when participant.Progress.AllDone(Domain.Training.Checklists.ForMember(definition, participant.Role)) =>
            SkipReason.NoOpenTasks,
        TouchpointKind.Nudge when participant.Answers.ContainsKey(number) => SkipReason.Answered,
        _ => SkipReason.None,
    };

    private Decision Personal(Decision decision) =>
        decision.IsSent
            && Moot(
                _rollout.Definition, _participant, decision.Touchpoint.Kind,
                decision.Touchpoint.Number) is var reason and not SkipReason.None
            ? decision with { Skip = reason }
            : decision;

    private ContactHistory Requeued(ContactHistory history, Instant activeSince)
    {
        foreach (var ((kind, number), contact) in history.Contacts)
        {
            if (contact.Outcome == ContactOutcome.Queued && (contact.At < activeSince || Find(kind, number)?.Due != contact.Due))
            {
                history = history.Without(kind, number);
            }
        }

        return history;
    }
}
