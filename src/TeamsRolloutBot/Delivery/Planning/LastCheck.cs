using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>The outcome of the last check before sending.</summary>
internal abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>Send now.</summary>
    internal sealed record Send : Verdict;

    /// <summary>Send from then on.</summary>
    internal sealed record Later(Instant At) : Verdict;

    /// <summary>Not sent while the rollout is paused; resuming decides again.</summary>
    internal sealed record Hold : Verdict;

    /// <summary>
    /// No longer due because its date has moved. The planner recreates it when it is.
    /// </summary>
    internal sealed record Replan : Verdict;

    /// <summary>No longer of use.</summary>
    internal sealed record Drop(SkipReason Skip, DeliveryReason Reason) : Verdict;
}

/// <summary>
/// Last-minute check of a delivery: pausing, closing, moving a date and removing a person affect
/// what is already queued, and nothing goes out outside the day hours or right after another
/// message of a backlog.
/// </summary>
internal sealed class LastCheck(Schedules schedules)
{
    /// <summary>Minimum distance between two planned messages to one person.</summary>
    public static readonly Duration Distance = Duration.FromSeconds(60);

    private static readonly Duration PauseIsCheckedEvery = Duration.FromHours(1);

    private static readonly Verdict Send = new Verdict.Send();

    public Verdict Judge(StoredRollout rollout, StoredDelivery delivery, Participant? participant, Instant now)
    {
        if (delivery.NotBefore > now)
        {
            return new Verdict.Later(delivery.NotBefore);
        }

        if (delivery.Key.Touchpoint is not var (kind, number))
        {
            return JudgeNotice(rollout, delivery, participant, now);
        }

        switch (rollout.Rollout.State)
        {
            case RolloutState.Paused:
                return new Verdict.Hold();
            case RolloutState.Closed:
                return new Verdict.Drop(SkipReason.None, new DeliveryReason(ReasonCode.RolloutClosed));
        }

        if (participant is null || (kind != TouchpointKind.Digest && schedules.Of(rollout, delivery.Key.Cohort.Cohort) is null))
        {
            return new Verdict.Drop(SkipReason.None, new DeliveryReason(ReasonCode.NotInTheCohort));
        }

        return JudgePlanned(rollout, delivery, participant, kind, number, now);
    }

    private static Verdict JudgeNotice(StoredRollout rollout, StoredDelivery delivery, Participant? participant, Instant now)
    {
        if (delivery.Key.IsQuiet && rollout.Rollout.State == RolloutState.Paused)
        {
            return new Verdict.Later(now + PauseIsCheckedEvery);
        }

        if (Notices.IsOfASessionToCome(delivery.Key.Kind)
            && rollout.Definition.FindCohort(delivery.Key.Cohort.Cohort) is { } cohort)
        {
            var timing = rollout.Definition.Timing;
            var from = rollout.Rollout.State == RolloutState.Paused ? now + PauseIsCheckedEvery : now;
            var allowed = timing.Hours.NextAllowed(from, timing.Calendar, participant?.Zone ?? cohort.Zone);
            return allowed > now ? new Verdict.Later(allowed) : Send;
        }

        // A question, its answer, or a manager's request: somebody is waiting for it.
        return Send;
    }

    private Verdict JudgePlanned(
        StoredRollout rollout,
        StoredDelivery delivery,
        Participant participant,
        TouchpointKind kind,
        int number,
        Instant now
    )
    {
        var plan = kind == TouchpointKind.Digest
            ? PersonPlan.ForDigests(rollout, participant)
            : PersonPlan.InCohort(rollout, schedules.Of(rollout, delivery.Key.Cohort.Cohort)!, participant);
        if (delivery.DecidedAt < rollout.Rollout.ActiveSince || plan.Find(kind, number) is not { } touchpoint || touchpoint.Due > now)
        {
            return new Verdict.Replan();
        }

        var isBeforeGoLiveOnly =
            kind is TouchpointKind.Email or TouchpointKind.Reminder or TouchpointKind.Readiness or TouchpointKind.Invitation;
        if (isBeforeGoLiveOnly && now >= plan.GoLive)
        {
            return Drop(SkipReason.GoLivePassed);
        }

        if (kind is TouchpointKind.CheckIn or TouchpointKind.Nudge
            && plan.Find(TouchpointKind.CheckIn, number + 1) is { } newer
            && newer.Due <= now)
        {
            return Drop(SkipReason.NewerCheckIn);
        }

        if (PersonPlan.Moot(rollout.Definition, participant, kind, number) is var moot and not SkipReason.None)
        {
            return Drop(moot);
        }

        var timing = rollout.Definition.Timing;
        if (participant.LastSentAt is { } last && last + Distance > now)
        {
            // A message delayed only by the minimum distance may still go out if the day hours end
            // meanwhile.
            var waitsForThatAlone = delivery.NotBefore <= last + Distance && IsAllowed(last);
            return new Verdict.Later(
                waitsForThatAlone ? last + Distance : timing.Hours.NextAllowed(last + Distance, timing.Calendar, plan.Zone));
        }

        if (participant.LastSentAt is { } before
            && now - before < Distance * 2
            && delivery.NotBefore <= before + Distance
            && IsAllowed(before))
        {
            return Send;
        }

        return IsAllowed(now) ? Send : new Verdict.Later(timing.Hours.NextAllowed(now, timing.Calendar, plan.Zone));

        bool IsAllowed(Instant instant) => timing.Hours.NextAllowed(instant, timing.Calendar, plan.Zone) == instant;
    }

    private static Verdict.Drop Drop(SkipReason reason) => new(reason, DeliveryReason.Of(reason));
}
