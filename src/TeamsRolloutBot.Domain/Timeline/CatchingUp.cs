namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>
/// What happens to a person's due touchpoints. Those on time are sent; those past due (late launch,
/// resumption, outage, late joiner) go out when the hours allow, but only if they still help.
/// </summary>
public static class CatchingUp
{
    /// <summary>Decides every unsettled touchpoint due by <paramref name="now"/>.</summary>
    /// <param name="plan">All of the person's planned touchpoints, in time order.</param>
    /// <param name="history">What has happened so far.</param>
    /// <param name="now">The time of catching up.</param>
    /// <param name="onTimeSince">What is due from this instant on is on time; anything earlier is
    /// past due.</param>
    /// <param name="goLive">The person's go-live; null for a digest's recipient.</param>
    /// <param name="hours">The day hours.</param>
    /// <param name="calendar">The working days.</param>
    public static IReadOnlyList<Decision> Decide(
        IReadOnlyList<Touchpoint> plan,
        ContactHistory history,
        Instant now,
        Instant onTimeSince,
        Instant? goLive,
        DayHours hours,
        WorkCalendar calendar)
    {
        var decisions = new List<Decision>();
        var rule = new Rule(plan, history, now, onTimeSince, goLive, hours, calendar);
        foreach (var touchpoint in plan)
        {
            if (touchpoint.Due > now || history.IsSettled(touchpoint))
            {
                continue;
            }

            if (touchpoint.Due >= onTimeSince)
            {
                // A nudge whose check-in is still in flight waits: its own time counts from when
                // the check-in goes out.
                if (touchpoint.Kind != TouchpointKind.Nudge || history.SentAt(TouchpointKind.CheckIn, touchpoint.Number) is not null)
                {
                    var behind = rule.RightBehind(touchpoint);
                    decisions.Add(new Decision(touchpoint, behind == SkipReason.None ? now : touchpoint.Due, behind));
                }
                else if (rule.CheckInIsLost(touchpoint.Number))
                {
                    decisions.Add(new Decision(touchpoint, touchpoint.Due, SkipReason.CheckInNotSent));
                }

                continue;
            }

            var at = hours.NextAllowed(now, calendar, touchpoint.Zone);
            var skip = rule.Apply(touchpoint, at);
            decisions.Add(new Decision(touchpoint, skip == SkipReason.None ? at : touchpoint.Due, skip));
        }

        return decisions;
    }

    /// <summary>
    /// The touchpoint that must go out first, and the reason to skip if it did not.
    /// </summary>
    internal static (TouchpointKind Kind, SkipReason Otherwise)? Before(TouchpointKind kind) => kind switch
    {
        TouchpointKind.Reminder => (TouchpointKind.Checklist, SkipReason.ChecklistNotSentBefore),
        TouchpointKind.Readiness => (TouchpointKind.Tasks, SkipReason.TasksNotSentBefore),
        TouchpointKind.CheckIn => (TouchpointKind.GoLive, SkipReason.GoLiveNotSentBefore),
        _ => null,
    };

    /// <summary>
    /// The product contract's catch-up rule, clause by clause, for one person at one instant.
    /// </summary>
    private sealed class Rule
    {
        private readonly IReadOnlyList<Touchpoint> _plan;
        private readonly ContactHistory _history;
        private readonly Instant _now;
        private readonly Instant _onTimeSince;
        private readonly Instant? _goLive;
        private readonly Lazy<int> _newestCheckIn;
        private readonly Lazy<int> _newestDigest;

        public Rule(
            IReadOnlyList<Touchpoint> plan, ContactHistory history, Instant now, Instant onTimeSince, Instant? goLive, DayHours hours,
            WorkCalendar calendar)
        {
            _plan = plan;
            _history = history;
            _now = now;
            _onTimeSince = onTimeSince;
            _goLive = goLive;

            // Lazy: most people have nothing to catch up on.
            _newestCheckIn = new(() => Newest(TouchpointKind.CheckIn));
            _newestDigest = new(() => Newest(TouchpointKind.Digest));

            // A touchpoint caught up in the next hours yields to one of the same kind due that day,
            // so that only one per kind goes out a day.
            int Newest(TouchpointKind kind) => plan
                .Where(
                    t =>
                        t.Kind == kind
                            && (t.Due < onTimeSince || t.Local.Date <= hours.NextAllowed(now, calendar, t.Zone).InZone(t.Zone).Date))
                .Select(t => t.Number)
                .DefaultIfEmpty(0)
                .Max();
        }

        public SkipReason Apply(Touchpoint touchpoint, Instant at) => touchpoint.Kind switch
        {
            TouchpointKind.Checklist or TouchpointKind.Tasks or TouchpointKind.GoLive => SkipReason.None,
            TouchpointKind.Email or TouchpointKind.Invitation => BeforeGoLive(at),
            TouchpointKind.Reminder or TouchpointKind.Readiness when BeforeGoLive(at) is var passed and not SkipReason.None => passed,
            TouchpointKind.Reminder or TouchpointKind.Readiness => After(touchpoint.Kind),
            TouchpointKind.CheckIn => CheckIn(touchpoint.Number),
            TouchpointKind.Nudge => Nudge(touchpoint.Number),
            TouchpointKind.Digest => touchpoint.Number == _newestDigest.Value ? SkipReason.None : SkipReason.NewerDigest,
            _ => SkipReason.None,
        };

        /// <summary>
        /// Why an on-time touchpoint is skipped: its predecessor is only being caught up now, and
        /// it would follow immediately.
        /// </summary>
        public SkipReason RightBehind(Touchpoint touchpoint)
        {
            if (Before(touchpoint.Kind) is not var (first, otherwise)
                || _plan.FirstOrDefault(t => t.Kind == first) is not { } earlier
                || earlier.Due >= _onTimeSince
                || earlier.Due >= touchpoint.Due)
            {
                return SkipReason.None;
            }

            return _history.Find(first) switch
            {
                { Outcome: ContactOutcome.Sent, At: var at } when at < _now => SkipReason.None,
                { Outcome: ContactOutcome.Skipped or ContactOutcome.Failed } => SkipReason.None,
                _ => otherwise,
            };
        }

        /// <summary>True if the check-in will never go out.</summary>
        public bool CheckInIsLost(int number) =>
            _history.Find(TouchpointKind.CheckIn, number) is { Outcome: ContactOutcome.Skipped or ContactOutcome.Failed }
                || number < _newestCheckIn.Value;

        private SkipReason BeforeGoLive(Instant at) => at < _goLive ? SkipReason.None : SkipReason.GoLivePassed;

        private SkipReason After(TouchpointKind kind) =>
            Before(kind) is var (first, otherwise) && !WentOutBefore(first) ? otherwise : SkipReason.None;

        private SkipReason CheckIn(int number) => number != _newestCheckIn.Value ? SkipReason.NewerCheckIn : After(TouchpointKind.CheckIn);

        private SkipReason Nudge(int number)
        {
            if (number != _newestCheckIn.Value)
            {
                return SkipReason.NewerCheckIn;
            }

            return WentOutBefore(TouchpointKind.CheckIn, number) ? SkipReason.None : SkipReason.CheckInNotSent;
        }

        private bool WentOutBefore(TouchpointKind kind, int number = 0) =>
            _history.ReachedAt(kind, number) is { } reached && reached < _now;
    }
}
