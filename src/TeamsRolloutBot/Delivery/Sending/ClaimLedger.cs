using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>The result of claiming a delivery.</summary>
/// <param name="Delivery">The delivery in flight; null if it was not claimed.</param>
/// <param name="Participant">Its recipient, if a participant of the cohort.</param>
/// <param name="Again">If it was not claimed, when to retry; null if it is finished.</param>
internal sealed record Claim(StoredDelivery? Delivery, Participant? Participant, Instant? Again)
{
    public static Claim DoneWith { get; } = new(null, null, null);

    public static Claim Later(Instant again) => new(null, null, again);
}

/// <summary>
/// The persisted state of a delivery: in flight, waiting, finished. The delivery, its recipient's
/// history and the counts change in one commit.
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

    /// <summary>Claims a delivery after a last check that it is still of use.</summary>
    public Task<Claim> ClaimAsync(StoredRollout rollout, DeliveryKey key, CancellationToken ct) =>
        cohorts.ChangeDeliveryAsync(key, rollout.Definition, work => ClaimAsync(work, rollout, key), ct);

    /// <summary>
    /// Postpones a delivery. Waiting is a state of its own: the next check decides again whether
    /// the message is still of use.
    /// </summary>
    /// <param name="rollout">Its rollout.</param>
    /// <param name="delivery">The claimed delivery; its attempts are kept.</param>
    /// <param name="wait">The wait.</param>
    /// <param name="reason">The reason shown to the manager.</param>
    /// <param name="mayBeOut">The message may have gone out, so the next one keeps its
    /// distance.</param>
    /// <param name="ct">Cancels.</param>
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
    /// Records how a delivery ended, and what follows from it. The message may be out, so a brief
    /// storage outage must not cause it to be sent twice: this retries for about half a minute,
    /// even during shutdown.
    /// </summary>
    /// <param name="rollout">Its rollout.</param>
    /// <param name="ended">The delivery in its final state.</param>
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
            // The nudge is timed from when the check-in actually went out.
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
            // Rewritten unchanged to force a conflict: if another instance claims or completes one
            // of the others right now, one of the two must retry.
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

    // The person's other unfinished planned messages; null if there are none. They are rare, so
    // claims are stored only in the delivery and looked up here.
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

    // Chat messages follow the order of the contract's table, even if the first is postponed by a
    // minute and the next is due then. One that must wait longer blocks nothing, and mail does not
    // wait for chat.
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

    // Messages in flight to one person keep the same distance as if the first were already out.
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

    // At storage precision, so that the value compares equal when read back.
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
