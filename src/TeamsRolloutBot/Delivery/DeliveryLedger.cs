using Microsoft.Extensions.Options;
using NodaTime;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// What is written down of a delivery on its way: in hand, waiting, at its end. The delivery, its recipient's history and the counts change in one commit.
/// </summary>
internal sealed class DeliveryLedger(
    CohortRepository cohorts, LastCheck lastCheck, DueIndex due, Schedules schedules, DeliveryMetrics metrics, IClock clock, IOptions<DeliveryOptions> options)
{
    private Duration Lease => Duration.FromSeconds(options.Value.LeaseSeconds);

    /// <summary>Takes a delivery in hand, after the last look at whether it is still of use.</summary>
    /// <returns>The delivery and its recipient; without one, when to ask again, or null when it is done with.</returns>
    public async Task<(Storage.Repositories.Delivery? Delivery, Participant? Participant, Instant? Again)> ClaimAsync(
        StoredRollout rollout, DeliveryKey key, CancellationToken ct) =>
        await cohorts.ChangeDeliveryAsync<(Storage.Repositories.Delivery?, Participant?, Instant?)>(
            key,
            rollout.Definition,
            async work =>
            {
                var now = Stored(clock.GetCurrentInstant());
                if (await work.FindDeliveryAsync(key) is not { IsFinal: false } delivery)
                {
                    return (null, null, null);
                }

                if (delivery is { State: DeliveryState.Sending, ClaimedUntil: { } until } && until > now)
                {
                    return (null, null, until);
                }

                var participant = await work.FindParticipantAsync(key.Person);

                // A claim that was never brought to an end is not another message to keep a distance from.
                var verdict = lastCheck.Judge(rollout, delivery, participant is null ? null : NotSent(participant, delivery), now);
                switch (verdict)
                {
                    case Verdict.Later(var at):
                        if (delivery.NotBefore != at || delivery.State != DeliveryState.Waiting)
                        {
                            await work.PutAsync(delivery with { State = DeliveryState.Waiting, NotBefore = at, ClaimedUntil = null });
                        }

                        return (null, null, at);
                    case Verdict.Hold:
                        return (null, null, null);
                    case Verdict.Replan:
                        await work.RemoveAsync(key);
                        Settle(work, participant, participant, key, null);
                        return (null, null, null);
                    case Verdict.Drop(var skip, var reason):
                        await work.PutAsync(delivery with { State = DeliveryState.Skipped, DoneAt = now, Reason = reason });
                        Settle(work, participant, participant, key, new Contact(ContactOutcome.Skipped, now, delivery.Due, skip));
                        metrics.Skipped();
                        return (null, null, null);
                }

                var claimed = delivery with
                {
                    State = DeliveryState.Sending,
                    ClaimedUntil = now + Lease,
                    Attempts = delivery.Attempts + 1,
                };
                await work.PutAsync(claimed);
                if (participant is not null && key.Touchpoint is not null)
                {
                    // With the claim, so that two deliveries to one person in hand at once keep their distance.
                    work.Put(participant, participant with { LastSentAt = now });
                }

                return (claimed, participant, null);
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
        await cohorts.ChangeDeliveryAsync(
            delivery.Key,
            rollout.Definition,
            async work =>
            {
                if (await work.FindDeliveryAsync(delivery.Key) is { IsFinal: false } current)
                {
                    await work.PutAsync(current with { State = DeliveryState.Waiting, NotBefore = again, ClaimedUntil = null, Attempts = delivery.Attempts, Reason = reason });
                    if (delivery.Key.Touchpoint is not null && await work.FindParticipantAsync(delivery.Key.Person) is { } participant)
                    {
                        work.Put(participant, mayBeOut ? participant with { LastSentAt = clock.GetCurrentInstant() } : NotSent(participant, delivery));
                    }
                }

                return true;
            },
            ct);
        return again;
    }

    /// <summary>Writes down how a delivery ended, and what follows from it.</summary>
    public async Task RecordAsync(StoredRollout rollout, Storage.Repositories.Delivery delivery, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await cohorts.EndDeliveryAsync(
            delivery.Key,
            rollout.Definition,
            async work =>
            {
                await work.PutAsync(delivery with { DoneAt = now, ClaimedUntil = null });
                var outcome = delivery.State switch
                {
                    DeliveryState.Sent => ContactOutcome.Sent,
                    DeliveryState.Skipped => ContactOutcome.Skipped,
                    _ => ContactOutcome.Failed,
                };
                if (await work.FindParticipantAsync(delivery.Key.Person) is { } participant)
                {
                    var after = delivery.State == DeliveryState.Sent ? participant with { LastSentAt = now } : NotSent(participant, delivery);
                    Settle(work, participant, after, delivery.Key, new Contact(outcome, now, delivery.Due));
                }

                return true;
            },
            ct);
        if (delivery is { State: DeliveryState.Sent, Key.Touchpoint: { Kind: TouchpointKind.CheckIn } }
            && schedules.Of(rollout, delivery.Key.Cohort.Cohort) is { } schedule
            && await cohorts.FindParticipantAsync(delivery.Key.Cohort, delivery.Key.Person, ct) is { } member)
        {
            // The nudge counts from when the check-in went out, which may not be when it was planned for.
            var zone = schedule.ZoneOf(member.Recipient);
            var nudge = schedule.Hours.SendTimeOn(schedule.Dates.NudgeAfter(now.InZone(zone).Date), zone);
            await due.AddAsync(delivery.Key.Cohort, nudge, now, isFollowUp: false, ct);
        }
    }

    // It did not go out: the next message need not keep its distance, unless another has gone out meanwhile.
    private Participant NotSent(Participant participant, Storage.Repositories.Delivery delivery) =>
        delivery.Key.Touchpoint is not null && participant.LastSentAt == delivery.ClaimedUntil - Lease ? participant with { LastSentAt = null } : participant;

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
