using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>What came of claiming a delivery.</summary>
/// <param name="Delivery">As it is in flight; null when it is not.</param>
/// <param name="Participant">Its recipient, where it is for one of the cohort.</param>
/// <param name="Again">When it is not in flight: when to ask again; null when it is done
/// with.</param>
internal sealed record Claim(StoredDelivery? Delivery, Participant? Participant, Instant? Again)
{
    public static Claim DoneWith { get; } = new(null, null, null);

    public static Claim Later(Instant again) => new(null, null, again);
}

/// <summary>
/// What is written down of a delivery on its way: in flight, waiting, at its end. The delivery, its
/// recipient's history and the counts change in one commit.
/// </summary>
internal sealed class ClaimLedger(
    CohortRepository cohorts,
    LastCheck lastCheck,
    DueIndex due,
    Schedules schedules,
    DeliveryMetrics metrics,
    IClock clock,
    TimeProvider time,
    IOptions<DeliveryOptions> options)
{
    private readonly ResiliencePipeline _recording = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<StorageException>(fault => fault.IsTransient),
            MaxRetryAttempts = 8,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(200),
            MaxDelay = TimeSpan.FromSeconds(10),
            UseJitter = true,
        })
        .Build();

    private Duration Lease => Duration.FromSeconds(options.Value.LeaseSeconds);

    /// <summary>
    /// Claims a delivery, after the last look at whether it is still of use.
    /// </summary>
    public Task<Claim> ClaimAsync(StoredRollout rollout, DeliveryKey key, CancellationToken ct) =>
        cohorts.ChangeDeliveryAsync(key, rollout.Definition, work => ClaimAsync(work, rollout, key), ct);

    /// <summary>
    /// Puts a delivery off. Waiting is a state of its own: the next look decides again whether the
    /// message is still of use.
    /// </summary>
    /// <param name="rollout">Of which rollout.</param>
    /// <param name="delivery">As it was claimed; its attempts are kept.</param>
    /// <param name="wait">For how long.</param>
    /// <param name="reason">Why, as the manager reads it.</param>
    /// <param name="mayBeOut">The message may have gone out: the next one keeps its
    /// distance.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Instant> WaitAsync(
        StoredRollout rollout, StoredDelivery delivery, Duration wait, DeliveryReason reason, bool mayBeOut, CancellationToken ct)
    {
        var again = clock.GetCurrentInstant() + wait;
        await cohorts.ChangeDeliveryAsync(
            delivery.Key,
            rollout.Definition,
            async work =>
            {
                if (await work.FindDeliveryAsync(delivery.Key) is { IsFinal: false } current)
                {
                    await work.PutAsync(
                        current with
                        {
                            State = DeliveryState.Waiting,
                            Obstacle = Obstacle.None,
                            NotBefore = again,
                            ClaimedUntil = null,
                            Attempts = delivery.Attempts,
                            Reason = reason
                        });
                    if (mayBeOut
                        && delivery.Key.Touchpoint is not null
                        && await work.FindParticipantAsync(delivery.Key.Person) is { } participant)
                    {
                        work.Put(participant, participant with { LastSentAt = clock.GetCurrentInstant() });
                    }
                }

                return true;
            },
            ct);
        return again;
    }

    /// <summary>
    /// Writes down how a delivery ended, and what follows from it. It may be out, so storage that
    /// is away for a moment must not have it sent twice: that is tried for a good half minute, also
    /// while the service is being stopped.
    /// </summary>
    /// <param name="rollout">Of which rollout.</param>
    /// <param name="ended">The delivery in its last state.</param>
    public async Task RecordAsync(StoredRollout rollout, StoredDelivery ended) =>
        await _recording.ExecuteAsync(async _ => await RecordOnceAsync(rollout, ended), CancellationToken.None);

    private async Task RecordOnceAsync(StoredRollout rollout, StoredDelivery ended)
    {
        var now = clock.GetCurrentInstant();
        var recipient = await cohorts.ChangeDeliveryAsync(
            ended.Key, rollout.Definition, work => EndAsync(work, ended, now), CancellationToken.None);
        if (recipient is not null
            && ended is { State: DeliveryState.Sent, Key: { Touchpoint.Kind: TouchpointKind.CheckIn, Cohort: var cohort } }
            && schedules.Of(rollout, cohort.Cohort) is { } schedule)
        {
            // The nudge counts from when the check-in went out, which may not be when it was
            // planned for.
            var zone = schedule.ZoneOf(recipient.Recipient);
            var nudge = schedule.SendTimeOn(schedule.Dates.NudgeAfter(now.InZone(zone).Date), zone);
            await due.AddAsync(cohort, nudge, now, isFollowUp: false, CancellationToken.None);
        }
    }

    private async ValueTask<Claim> ClaimAsync(CohortWork work, StoredRollout rollout, DeliveryKey key)
    {
        var now = Stored(clock.GetCurrentInstant());
        if (await work.FindDeliveryAsync(key) is not { IsFinal: false } delivery)
        {
            return Claim.DoneWith;
        }

        if (delivery is { State: DeliveryState.Sending, ClaimedUntil: { } until } && until > now)
        {
            return Claim.Later(until);
        }

        var participant = await work.FindParticipantAsync(key.Person);

        var others = await OthersInFlightAsync(work, key, participant);
        var verdict = lastCheck.Judge(rollout, delivery, participant is null ? null : KeepingDistance(participant, others ?? []), now);
        switch (verdict)
        {
            case Verdict.Later(var at):
                if (delivery.NotBefore != at || delivery.State != DeliveryState.Waiting)
                {
                    await work.PutAsync(delivery with { State = DeliveryState.Waiting, NotBefore = at, ClaimedUntil = null });
                }

                return Claim.Later(at);
            case Verdict.Hold:
                return Claim.DoneWith;
            case Verdict.Replan:
                await work.RemoveAsync(key);
                Settle(work, participant, participant, key, null);
                return Claim.DoneWith;
            case Verdict.Drop(var skip, var reason):
                await work.PutAsync(delivery with { State = DeliveryState.Skipped, DoneAt = now, Reason = reason });
                Settle(work, participant, participant, key, new Contact(ContactOutcome.Skipped, now, delivery.Due, skip));
                metrics.Skipped();
                return Claim.DoneWith;
        }

        if (InFront(key, others ?? [], now) is { } behindThem)
        {
            return Claim.Later(behindThem);
        }

        var claimed = delivery with { State = DeliveryState.Sending, ClaimedUntil = now + Lease, Attempts = delivery.Attempts + 1 };
        await work.PutAsync(claimed);
        if (others is not null)
        {
            // Written as they are: whoever at this moment claims one of the others, or notes
            // that it is out, has to look again, or this claim has to.
            work.Put(participant!, participant!);
            foreach (var other in others)
            {
                await work.PutAsync(other);
            }
        }

        return new Claim(claimed, participant, null);
    }

    private static async ValueTask<Participant?> EndAsync(CohortWork work, StoredDelivery delivery, Instant now)
    {
        await work.PutAsync(delivery with { DoneAt = now, ClaimedUntil = null });
        var outcome = delivery.State switch
        {
            DeliveryState.Sent => ContactOutcome.Sent,
            DeliveryState.Skipped => ContactOutcome.Skipped,
            _ => ContactOutcome.Failed,
        };
        if (await work.FindParticipantAsync(delivery.Key.Person) is not { } participant)
        {
            return null;
        }

        var after = delivery.State == DeliveryState.Sent ? participant with { LastSentAt = now } : participant;
        Settle(work, participant, after, delivery.Key, new Contact(outcome, now, delivery.Due, Obstacle: delivery.Obstacle));
        return participant;
    }

    // The other planned messages to somebody that are not at their end; null where nothing else is
    // on its way. That is rare: what is in flight is written with its delivery alone, and looked
    // for here.
    private static async ValueTask<IReadOnlyList<StoredDelivery>?> OthersInFlightAsync(
        CohortWork work, DeliveryKey key, Participant? participant)
    {
        if (participant is null || key.Touchpoint is null || participant.History.Count(ContactOutcome.Queued) < 2)
        {
            return null;
        }

        var others = new List<StoredDelivery>();
        foreach (var ((kind, number), contact) in participant.History.Contacts)
        {
            var other = DeliveryKey.ForTouchpoint(key.Cohort, key.Person, kind, number);
            if (contact.Outcome == ContactOutcome.Queued
                && other != key
                && await work.FindDeliveryAsync(other) is { IsFinal: false } delivery)
            {
                others.Add(delivery);
            }
        }

        return others;
    }

    // In the chat the order is that of the contract's table, also where the first is put off by a
    // minute and the next was due then. One that has to wait for longer holds up nothing; nor does
    // a mail wait for the chat.
    private static Instant? InFront(DeliveryKey key, IEnumerable<StoredDelivery> others, Instant now)
    {
        if (key.Touchpoint is not { Kind: not TouchpointKind.Email and var kind })
        {
            return null;
        }

        var soon = others
            .Where(other => other.State == DeliveryState.Waiting && other.Key.Touchpoint?.Kind < kind
                && other.NotBefore <= now + LastCheck.Distance)
            .Select(other => Instant.Max(now, other.NotBefore) + LastCheck.Distance)
            .ToList();
        return soon.Count == 0 ? null : soon.Max();
    }

    // Two messages to one person that are in flight at once are as far apart as if the first were
    // out.
    private Participant KeepingDistance(Participant participant, IEnumerable<StoredDelivery> others)
    {
        var last = participant.LastSentAt;
        foreach (var other in others)
        {
            if (other is { State: DeliveryState.Sending, ClaimedUntil: { } until })
            {
                last = last is { } known ? Instant.Max(known, until - Lease) : until - Lease;
            }
        }

        return participant with { LastSentAt = last };
    }

    // As exactly as it is stored, so that what is read later compares equal.
    private static Instant Stored(Instant now) => Instant.FromUnixTimeTicks(now.ToUnixTimeTicks());

    private static void Settle(CohortWork work, Participant? before, Participant? after, DeliveryKey key, Contact? contact)
    {
        if (before is null || after is null || key.Touchpoint is not var (kind, number))
        {
            return;
        }

        work.Put(before, after with
        {
            History = contact is { } known ? after.History.With(kind, number, known) : after.History.Without(kind, number),
        });
    }
}
