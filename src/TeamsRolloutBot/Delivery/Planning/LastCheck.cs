using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>What the last look before sending says.</summary>
internal abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>It goes out now.</summary>
    internal sealed record Send : Verdict;

    /// <summary>Not now, but from then on.</summary>
    internal sealed record Later(Instant At) : Verdict;

    /// <summary>Nothing is sent while the rollout is paused; resuming decides again.</summary>
    internal sealed record Hold : Verdict;

    /// <summary>
    /// It is not due any more: its date has moved. The planner makes it again when it is.
    /// </summary>
    internal sealed record Replan : Verdict;

    /// <summary>It is of no use any more.</summary>
    internal sealed record Drop(SkipReason Skip, DeliveryReason Reason) : Verdict;
}

/// <summary>
/// Looks at a delivery at the last moment: pausing, closing, moving a date and removing a person
/// take effect on what is already queued, and nothing goes out outside the day hours or right after
/// another message of a backlog.
/// </summary>
internal sealed class LastCheck(Schedules schedules)
{
    /// <summary>Two planned messages to one person lie at least this far apart.</summary>
    public static readonly Duration Distance = Duration.FromSeconds(60);

    private static readonly Verdict Send = new Verdict.Send();

    public Verdict Judge(StoredRollout rollout, StoredDelivery delivery, Participant? participant, Instant now)
    {
        if (delivery.NotBefore > now)
        {
            return new Verdict.Later(delivery.NotBefore);
        }

        if (delivery.Key.Touchpoint is not var (kind, number))
        {
            // A question, its answer, or what a manager asked for: somebody waits for it.
            return Send;
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
            // What waits for its distance alone still goes out where the day hours end before that.
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
