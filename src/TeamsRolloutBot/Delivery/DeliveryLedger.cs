using Microsoft.Extensions.Options;
using NodaTime;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Delivery;

/// <summary>What came of taking a delivery in hand.</summary>
/// <param name="Delivery">As it is in hand; null when it is not.</param>
/// <param name="Participant">Its recipient, where it is for one of the cohort.</param>
/// <param name="AsRead">The recipient with their row, to come with it when it is recorded how the delivery ended.</param>
/// <param name="Again">When it is not in hand: when to ask again; null when it is done with.</param>
internal sealed record Claim(Storage.Repositories.Delivery? Delivery, Participant? Participant, KnownParticipant? AsRead, Instant? Again)
{
    public static Claim DoneWith { get; } = new(null, null, null, null);

    public static Claim Later(Instant again) => new(null, null, null, again);
}

/// <summary>How a delivery ended.</summary>
/// <param name="Delivery">In its last state.</param>
/// <param name="Recipient">As they were read when it was claimed; null to read them.</param>
internal readonly record struct Ended(Storage.Repositories.Delivery Delivery, KnownParticipant? Recipient = null);

/// <summary>
/// What is written down of a delivery on its way: in hand, waiting, at its end. The delivery, its recipient's history and the counts change in one commit.
/// </summary>
internal sealed class DeliveryLedger(
    CohortRepository cohorts, LastCheck lastCheck, DueIndex due, Schedules schedules, DeliveryMetrics metrics, IClock clock, IOptions<DeliveryOptions> options)
{
    /// <summary>How many deliveries may be changed in one commit: most write two rows, their own and their person's.</summary>
    public const int MostTogether = CohortWork.RowsAtOnce / 2;

    // Where it stands among the failed besides. Who has more than two messages on their way takes more, of the room a commit has for what was not planned.
    private const int RowsOfOne = 3;

    private Duration Lease => Duration.FromSeconds(options.Value.LeaseSeconds);

    /// <summary>
    /// Takes deliveries of one cohort in hand, after the last look at whether each is still of use. In one commit: as many as it has room for or, after an exception, none.
    /// </summary>
    /// <param name="rollout">Of which rollout.</param>
    /// <param name="keys">Which deliveries; <see cref="MostTogether"/> at most.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>What came of each of the first ones, in their order.</returns>
    public async Task<IReadOnlyList<Claim>> ClaimAsync(StoredRollout rollout, IReadOnlyList<DeliveryKey> keys, CancellationToken ct) =>
        await cohorts.ChangeDeliveriesAsync(
            keys,
            rollout.Definition,
            async work =>
            {
                var claims = new List<Claim>(keys.Count);
                foreach (var key in keys.TakeWhile(_ => work.HasRoomFor(RowsOfOne)))
                {
                    claims.Add(await ClaimAsync(work, rollout, key));
                }

                return claims;
            },
            ct);

    /// <summary>Puts a delivery off. Waiting is a state of its own: the next look decides again whether the message is still of use.</summary>
    /// <param name="rollout">Of which rollout.</param>
    /// <param name="delivery">As it was claimed; its attempts are kept.</param>
    /// <param name="wait">For how long.</param>
    /// <param name="reason">Why, as the manager reads it.</param>
    /// <param name="mayBeOut">The message may have gone out: the next one keeps its distance.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Instant> WaitAsync(
        StoredRollout rollout, Storage.Repositories.Delivery delivery, Duration wait, string reason, bool mayBeOut, CancellationToken ct)
    {
        var again = clock.GetCurrentInstant() + wait;
        await cohorts.ChangeDeliveriesAsync(
            [delivery.Key],
            rollout.Definition,
            async work =>
            {
                if (await work.FindDeliveryAsync(delivery.Key) is { IsFinal: false } current)
                {
                    await work.PutAsync(current with { State = DeliveryState.Waiting, NotBefore = again, ClaimedUntil = null, Attempts = delivery.Attempts, Reason = reason });
                    if (mayBeOut && delivery.Key.Touchpoint is not null && await work.FindParticipantAsync(delivery.Key.Person) is { } participant)
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
    /// Writes down how deliveries of one cohort ended, and what follows from it. In one commit: as many as it has room for or, after an exception, none.
    /// </summary>
    /// <param name="rollout">Of which rollout.</param>
    /// <param name="ended">The deliveries; <see cref="MostTogether"/> at most.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>How many: the first ones.</returns>
    public async Task<int> RecordAsync(StoredRollout rollout, IReadOnlyList<Ended> ended, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var (recorded, checkedIn) = await cohorts.EndDeliveriesAsync(
            [.. ended.Select(one => (one.Delivery.Key, one.Recipient))],
            rollout.Definition,
            async work =>
            {
                var count = 0;
                var members = new List<Participant>();
                foreach (var (delivery, recipient) in ended.TakeWhile(_ => work.HasRoomFor(RowsOfOne)))
                {
                    count++;
                    if (await EndAsync(work, delivery, recipient, now) is { } member && delivery is { State: DeliveryState.Sent, Key.Touchpoint: { Kind: TouchpointKind.CheckIn } })
                    {
                        members.Add(member);
                    }
                }

                return (count, members);
            },
            ct);
        if (checkedIn.Count > 0 && ended[0].Delivery.Key.Cohort is var cohort && schedules.Of(rollout, cohort.Cohort) is { } schedule)
        {
            // The nudge counts from when the check-in went out, which may not be when it was planned for.
            foreach (var zone in checkedIn.Select(member => schedule.ZoneOf(member.Recipient)).Distinct())
            {
                var nudge = schedule.Hours.SendTimeOn(schedule.Dates.NudgeAfter(now.InZone(zone).Date), zone);
                await due.AddAsync(cohort, nudge, now, isFollowUp: false, ct);
            }
        }

        return recorded;
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

        var others = await OthersUnderWayAsync(work, key, participant);
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

        var claimed = delivery with { State = DeliveryState.Sending, ClaimedUntil = now + Lease, Attempts = delivery.Attempts + 1 };
        await work.PutAsync(claimed);
        if (others is not null)
        {
            // Written as they are: whoever at this moment takes one of the others in hand, or notes that it is out, has to look again, or this claim has to.
            work.Put(participant!, participant!);
            foreach (var other in others)
            {
                await work.PutAsync(other);
            }
        }

        return new Claim(claimed, participant, participant is null ? null : work.FindAsRead(participant), null);
    }

    private static async ValueTask<Participant?> EndAsync(CohortWork work, Storage.Repositories.Delivery delivery, KnownParticipant? recipient, Instant now)
    {
        await work.PutAsync(delivery with { DoneAt = now, ClaimedUntil = null });
        var outcome = delivery.State switch
        {
            DeliveryState.Sent => ContactOutcome.Sent,
            DeliveryState.Skipped => ContactOutcome.Skipped,
            _ => ContactOutcome.Failed,
        };
        if (await work.FindParticipantAsync(delivery.Key.Person, recipient) is not { } participant)
        {
            return null;
        }

        var after = delivery.State == DeliveryState.Sent ? participant with { LastSentAt = now } : participant;
        Settle(work, participant, after, delivery.Key, new Contact(outcome, now, delivery.Due));
        return participant;
    }

    // The other planned messages to somebody that are not at their end; null where nothing else is on its way. Seldom is there one: what is in hand is written with its
    // delivery alone, and looked for here.
    private static async ValueTask<IReadOnlyList<Storage.Repositories.Delivery>?> OthersUnderWayAsync(CohortWork work, DeliveryKey key, Participant? participant)
    {
        if (participant is null || key.Touchpoint is null || participant.History.Count(ContactOutcome.Queued) < 2)
        {
            return null;
        }

        var others = new List<Storage.Repositories.Delivery>();
        foreach (var ((kind, number), contact) in participant.History.Contacts)
        {
            var other = DeliveryKey.ForTouchpoint(key.Cohort, key.Person, kind, number);
            if (contact.Outcome == ContactOutcome.Queued && other != key && await work.FindDeliveryAsync(other) is { IsFinal: false } delivery)
            {
                others.Add(delivery);
            }
        }

        return others;
    }

    // Two messages to one person that are in hand at once are as far apart as if the first were out.
    private Participant KeepingDistance(Participant participant, IEnumerable<Storage.Repositories.Delivery> others)
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
