using NodaTime;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// Sends one delivery: claim, send, record, in this order. Never recorded as sent before it was; a crash anywhere repeats at most what was in hand.
/// </summary>
internal sealed partial class Sender(
    RolloutRepository rollouts,
    CohortRepository cohorts,
    Recipients recipients,
    PacedConnector connector,
    IMessageComposer composer,
    LastCheck lastCheck,
    WelcomeMail welcomeMail,
    DueIndex due,
    Schedules schedules,
    IDeliveryQueue queue,
    DeliveryMetrics metrics,
    IClock clock,
    TimeProvider time,
    Microsoft.Extensions.Options.IOptions<DeliveryOptions> options,
    ILogger<Sender> logger)
{
    private static readonly Duration AfterFault = Duration.FromSeconds(30);

    private Duration Lease => Duration.FromSeconds(options.Value.LeaseSeconds);

    /// <summary>Handles one key of the queue; whatever happens, the key is done with or put back.</summary>
    public async Task HandleAsync(QueuedDelivery queued, CancellationToken ct)
    {
        try
        {
            if (await SendAsync(queued.Key, ct) is { } again)
            {
                await queue.ReturnAsync(queued, again, ct);
            }
            else
            {
                await queue.CompleteAsync(queued, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await queue.ReturnAsync(queued, clock.GetCurrentInstant(), CancellationToken.None);
        }
        catch (Exception fault)
        {
            // A fault of storage or of ours: the row still says what is to be done.
            LogFault(logger, fault, queued.Key.Kind);
            await queue.ReturnAsync(queued, clock.GetCurrentInstant() + AfterFault, CancellationToken.None);
        }
    }

    /// <returns>When to try again; null when the key is done with.</returns>
    private async Task<Instant?> SendAsync(DeliveryKey key, CancellationToken ct)
    {
        if (await rollouts.FindAsync(key.Cohort.Rollout, ct) is not { } rollout)
        {
            return null;
        }

        var claim = await ClaimAsync(rollout, key, ct);
        if (claim.Delivery is not { } delivery)
        {
            return claim.Again;
        }

        if (key.Touchpoint is { Kind: TouchpointKind.Email })
        {
            return await SendMailAsync(rollout, claim.Participant, delivery, ct);
        }

        try
        {
            var cohort = rollout.Definition.FindCohort(key.Cohort.Cohort);
            if (await composer.ComposeAsync(rollout, cohort, claim.Participant, delivery, ct) is not { } message)
            {
                await RecordAsync(rollout, delivery with { State = DeliveryState.Skipped, Reason = "there was nothing left to say" }, ct);
                return null;
            }

            var reach = await recipients.FindAsync(rollout, key.Person, ct);
            if (reach.Address is not { } address)
            {
                await FailAsync(rollout, delivery, reach.Reason!, ct);
                return null;
            }

            var started = time.GetTimestamp();
            var activityId = await connector.SendAsync(address, message, ct);
            metrics.Sent(clock.GetCurrentInstant() - delivery.Due, time.GetElapsedTime(started));

            // The message is out: it is recorded even when the service is being stopped.
            await RecordAsync(
                rollout, delivery with { State = DeliveryState.Sent, ActivityId = activityId, ConversationId = address.ConversationId, Reason = null }, CancellationToken.None);
            return null;
        }
        catch (ConnectorException failure)
        {
            return await TreatAsync(rollout, delivery, failure, ct);
        }
    }

    private async Task<Instant?> SendMailAsync(StoredRollout rollout, Participant? participant, Storage.Repositories.Delivery delivery, CancellationToken ct)
    {
        var cohort = rollout.Definition.FindCohort(delivery.Key.Cohort.Cohort);
        var outcome = await welcomeMail.SendAsync(rollout, cohort, participant, delivery.Key, delivery.Attempts, ct);
        if (outcome.Again is { } again)
        {
            return await WaitAsync(rollout, delivery, Duration.Max(Duration.Zero, again - clock.GetCurrentInstant()), outcome.Reason, ct);
        }

        if (outcome.State == DeliveryState.Failed)
        {
            metrics.Failed();
        }

        // It is out: it is recorded even when the service is being stopped.
        await RecordAsync(rollout, delivery with { State = outcome.State, Reason = outcome.Reason }, CancellationToken.None);
        return null;
    }

    private async Task<(Storage.Repositories.Delivery? Delivery, Participant? Participant, Instant? Again)> ClaimAsync(
        StoredRollout rollout, DeliveryKey key, CancellationToken ct) =>
        await cohorts.ChangeAsync<(Storage.Repositories.Delivery?, Participant?, Instant?)>(
            key.Cohort,
            rollout.Definition,
            async work =>
            {
                var now = clock.GetCurrentInstant();
                if (await work.FindDeliveryAsync(key) is not { IsFinal: false } delivery)
                {
                    return (null, null, null);
                }

                if (delivery is { State: DeliveryState.Sending, ClaimedUntil: { } until } && until > now)
                {
                    return (null, null, until);
                }

                var participant = await work.FindParticipantAsync(key.Person);
                var verdict = lastCheck.Judge(rollout, delivery, participant, now);
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
                        Settle(work, participant, key, null);
                        return (null, null, null);
                    case Verdict.Drop(var skip, var reason):
                        await work.PutAsync(delivery with { State = DeliveryState.Skipped, DoneAt = now, Reason = reason });
                        Settle(work, participant, key, new Contact(ContactOutcome.Skipped, now, delivery.Due, skip));
                        metrics.Skipped();
                        return (null, null, null);
                }

                var claimed = delivery with { State = DeliveryState.Sending, ClaimedUntil = now + Lease, Attempts = delivery.Attempts + 1 };
                await work.PutAsync(claimed);
                if (participant is not null && key.Touchpoint is not null)
                {
                    // With the claim, so that two deliveries to one person in hand at once keep their distance.
                    work.Put(participant, participant with { LastSentAt = now });
                }

                return (claimed, participant, null);
            },
            ct);

    private async Task<Instant?> TreatAsync(StoredRollout rollout, Storage.Repositories.Delivery delivery, ConnectorException failure, CancellationToken ct)
    {
        var (treatment, reason) = SendFailure.Treat(failure);
        LogFailure(logger, delivery.Key.Kind, failure.Kind, failure.Status, delivery.Attempts, treatment);
        switch (treatment)
        {
            case Treatment.NewConversation when delivery.Attempts < 3:
                await recipients.ForgetConversationAsync(rollout.TenantId, delivery.Key.Person, ct);
                return await WaitAsync(rollout, delivery, Duration.Zero, reason, ct);
            case Treatment.Retry:
                metrics.Retried();
                return await WaitAsync(rollout, delivery, SendFailure.Wait(failure, delivery.Attempts, Random.Shared.NextDouble()), reason, ct);
            case Treatment.Unreachable:
                await recipients.MarkBlockedAsync(rollout.TenantId, delivery.Key.Person, ct);
                await FailAsync(rollout, delivery, reason, ct);
                return null;
            default:
                await FailAsync(rollout, delivery, reason, ct);
                return null;
        }
    }

    // Waiting is a state of its own: the next look decides again whether the message is still of use.
    private async Task<Instant> WaitAsync(StoredRollout rollout, Storage.Repositories.Delivery delivery, Duration wait, string reason, CancellationToken ct)
    {
        var again = clock.GetCurrentInstant() + wait;
        await cohorts.ChangeAsync(
            delivery.Key.Cohort,
            rollout.Definition,
            async work =>
            {
                if (await work.FindDeliveryAsync(delivery.Key) is { IsFinal: false } current)
                {
                    await work.PutAsync(current with { State = DeliveryState.Waiting, NotBefore = again, ClaimedUntil = null, Reason = reason });
                    if (delivery.Key.Touchpoint is not null && await work.FindParticipantAsync(delivery.Key.Person) is { } participant)
                    {
                        // It did not go out: the distance to the next message is not counted from it.
                        work.Put(participant, participant with { LastSentAt = null });
                    }
                }

                return true;
            },
            ct);
        return again;
    }

    private Task FailAsync(StoredRollout rollout, Storage.Repositories.Delivery delivery, string reason, CancellationToken ct)
    {
        metrics.Failed();
        return RecordAsync(rollout, delivery with { State = DeliveryState.Failed, Reason = reason }, ct);
    }

    private async Task RecordAsync(StoredRollout rollout, Storage.Repositories.Delivery delivery, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await cohorts.ChangeAsync(
            delivery.Key.Cohort,
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
                Settle(work, await work.FindParticipantAsync(delivery.Key.Person), delivery.Key, new Contact(outcome, now, delivery.Due));
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

    private static void Settle(CohortWork work, Participant? participant, DeliveryKey key, Contact? contact)
    {
        if (participant is null || key.Touchpoint is not var (kind, number))
        {
            return;
        }

        work.Put(participant, participant with
        {
            History = contact is { } known ? participant.History.With(kind, number, known) : participant.History.Without(kind, number),
        });
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A {Kind} could not be handled; it is tried again")]
    private static partial void LogFault(ILogger logger, Exception fault, string kind);

    [LoggerMessage(Level = LogLevel.Information, Message = "A {Kind} failed: {Failure}, status {Status}, attempt {Attempt}: {Treatment}")]
    private static partial void LogFailure(ILogger logger, string kind, ConnectorFailureKind failure, int? status, int attempt, Treatment treatment);
}
