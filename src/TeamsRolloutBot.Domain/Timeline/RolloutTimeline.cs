namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>A cohort's schedule and its recipients.</summary>
public sealed record ScheduledCohort(CohortSchedule Schedule, IReadOnlyList<Recipient> Recipients);

/// <summary>
/// The timeline of a whole rollout, as shown by the review, a preview and the command line.
/// </summary>
public static class RolloutTimeline
{
    /// <summary>
    /// Every contact of the rollout in time order, assuming nothing has been sent. With
    /// <paramref name="asOf"/>, the rollout is launched at that instant: past-due contacts then go
    /// out when catching up allows, or are skipped with a reason.
    /// </summary>
    public static IReadOnlyList<Decision> Compute(
        IReadOnlyList<ScheduledCohort> cohorts, IReadOnlyList<Touchpoint> digests, TimingPlan timing, Instant? asOf)
    {
        var calendar = timing.Calendar;
        var hours = timing.Hours;
        var entries = new List<Decision>();
        var leads = new HashSet<(CohortId?, PersonId)>();
        foreach (var cohort in cohorts)
        {
            foreach (var recipient in cohort.Recipients)
            {
                if (recipient.IsImplementationManager)
                {
                    leads.Add((cohort.Schedule.Cohort, recipient.Person));
                }

                var plan = cohort.Schedule.PlanFor(recipient, ContactHistory.Empty);
                var goLive = cohort.Schedule.GoLive(cohort.Schedule.ZoneOf(recipient));
                entries.AddRange(ForOne(plan, asOf, goLive, hours, calendar));
            }
        }

        entries.AddRange(ForOne(digests, asOf, null, hours, calendar));
        entries.Sort((left, right) =>
        {
            var order = left.At.CompareTo(right.At);
            return order != 0
                ? order
                : TouchpointOrder.ByTime(left.Touchpoint with { Due = left.At }, right.Touchpoint with { Due = right.At });
        });

        var kept = new Dictionary<(PersonId, TouchpointKind), List<Decision>>();
        return [.. entries.Where(entry => !entry.IsSent || IsKept(entry))];

        bool IsKept(Decision entry)
        {
            var key = entry.Touchpoint.Key;
            if (key.Kind.IsForEachCohort(leads.Contains((key.Cohort, key.Person))))
            {
                return true;
            }

            if (!kept.TryGetValue((key.Person, key.Kind), out var earlier))
            {
                kept[(key.Person, key.Kind)] = earlier = [];
            }

            if (earlier.Any(first => TouchpointOrder.IsSameDay(first, entry)))
            {
                return false;
            }

            earlier.Add(entry);
            return true;
        }
    }

    private static IEnumerable<Decision> ForOne(
        IReadOnlyList<Touchpoint> plan, Instant? asOf, Instant? goLive, DayHours hours, WorkCalendar calendar)
    {
        var launch = asOf ?? Instant.MinValue;
        IReadOnlyList<Decision> past = asOf is null
            ? []
            : CatchingUp.Decide([.. plan.Where(t => t.Due < launch)], ContactHistory.Empty, launch, launch, goLive, hours, calendar);
        var lostCheckIns = past
            .Where(decision => decision is { IsSent: false, Touchpoint.Kind: TouchpointKind.CheckIn })
            .Select(decision => decision.Touchpoint.Number)
            .ToHashSet();
        var replaced = asOf is null ? null : NewestDigestOfToday(plan, launch);
        foreach (var decision in past)
        {
            yield return replaced is not null
                && decision is { IsSent: true, Touchpoint.Kind: TouchpointKind.Digest }
                && decision.Local.Date == replaced
                ? decision with { At = decision.Touchpoint.Due, Skip = SkipReason.NewerDigest }
                : decision;
        }

        foreach (var touchpoint in plan.Where(t => t.Due >= launch))
        {
            var skip = touchpoint.Kind == TouchpointKind.Nudge && lostCheckIns.Contains(touchpoint.Number)
                ? SkipReason.CheckInNotSent
                : RightBehind(touchpoint, past);
            if (skip == SkipReason.GoLiveNotSentBefore)
            {
                lostCheckIns.Add(touchpoint.Number);
            }

            yield return new Decision(touchpoint, touchpoint.Due, skip);
        }
    }

    // Skips a touchpoint whose predecessor, being caught up, would not go out before it.
    private static SkipReason RightBehind(Touchpoint touchpoint, IReadOnlyList<Decision> past) =>
        CatchingUp.Before(touchpoint.Kind) is var (first, otherwise)
            && past.Any(decision => decision.IsSent && decision.Touchpoint.Kind == first && decision.At >= touchpoint.Due)
            ? otherwise
            : SkipReason.None;

    // A digest due later on the catch-up day replaces the one that would be caught up.
    private static LocalDate? NewestDigestOfToday(IReadOnlyList<Touchpoint> plan, Instant launch) =>
        plan.FirstOrDefault(t => t.Kind == TouchpointKind.Digest && t.Due >= launch)?.Local.Date;
}
