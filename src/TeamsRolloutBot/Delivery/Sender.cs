using System.Diagnostics;
using NodaTime;
using Polly;
using Polly.Retry;
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
    UserRepository users,
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
    // A message that can't be made or recorded is not tried for ever: what is wrong with it will not get better.
    private const int MostAttemptsAtFault = 5;
    private static readonly Duration AfterFault = Duration.FromSeconds(30);

    private readonly ResiliencePipeline _recording = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Storage.StorageException>(fault => fault.IsTransient),
            MaxRetryAttempts = 8,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(200),
            MaxDelay = TimeSpan.FromSeconds(10),
            UseJitter = true,
        })
        .Build();

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
            // Of storage: the row still says what is to be done.
            LogFault(logger, fault, queued.Key.Kind);
            await queue.ReturnAsync(queued, clock.GetCurrentInstant() + AfterFault, CancellationToken.None);
        }
    }

    /// <returns>When to try again; null when the key is done with.</returns>
    private async Task<Instant?> SendAsync(DeliveryKey key, CancellationToken ct)
    {
        using var span = DeliveryTracing.Send(key.Kind);
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

        if (claim.Participant is { IsElsewhere: true }
            && key.Touchpoint is not null
            && await users.TakeTurnAsync(rollout.TenantId, (await users.IdsOfAsync(rollout.TenantId, key.Person, ct))[0], clock.GetCurrentInstant(), LastCheck.Distance, ct) is { } free)
        {
            return await WaitAsync(rollout, delivery, free - clock.GetCurrentInstant(), "right after another message", mayBeOut: false, ct);
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

            // The message is out: it is recorded even when the service is being stopped, and storage that is away for a moment must not send it twice.
            var sent = delivery with { State = DeliveryState.Sent, ActivityId = activityId, ConversationId = address.ConversationId, Reason = null };
            await _recording.ExecuteAsync(async _ => await RecordAsync(rollout, sent, CancellationToken.None), CancellationToken.None);
            return null;
        }
        catch (ConnectorException failure)
        {
            return await TreatAsync(rollout, delivery, failure, ct);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or Storage.StorageException) && delivery.Attempts >= MostAttemptsAtFault)
        {
            LogPoison(logger, fault, key.Kind);
            metrics.Poisoned();
            await FailAsync(rollout, delivery, "the bot could not make this message; an administrator finds the reason in the log", ct);
            return null;
        }
    }

    private async Task<Instant?> SendMailAsync(StoredRollout rollout, Participant? participant, Storage.Repositories.Delivery delivery, CancellationToken ct)
    {
        var cohort = rollout.Definition.FindCohort(delivery.Key.Cohort.Cohort);
        var outcome = await welcomeMail.SendAsync(rollout, cohort, participant, delivery.Key, delivery.Attempts, ct);
        if (outcome.Again is { } again)
        {
            return await WaitAsync(rollout, delivery, Duration.Max(Duration.Zero, again - clock.GetCurrentInstant()), outcome.Reason, mayBeOut: false, ct);
        }

        if (outcome.State == DeliveryState.Failed)
        {
            metrics.Failed();
        }

        // It is out: it is recorded even when the service is being stopped, and storage that is away for a moment must not send it twice.
        var done = delivery with { State = outcome.State, Reason = outcome.Reason };
        await _recording.ExecuteAsync(async _ => await RecordAsync(rollout, done, CancellationToken.None), CancellationToken.None);
        return null;
    }

    private async Task<(Storage.Repositories.Delivery? Delivery, Participant? Participant, Instant? Again)> ClaimAsync(
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

    private async Task<Instant?> TreatAsync(StoredRollout rollout, Storage.Repositories.Delivery delivery, ConnectorException failure, CancellationToken ct)
    {
        var (treatment, reason) = SendFailure.Treat(failure);
        Activity.Current?.SetStatus(ActivityStatusCode.Error, failure.Kind.ToString());
        LogFailure(logger, delivery.Key.Kind, failure.Kind, failure.Status, delivery.Attempts, treatment);
        switch (treatment)
        {
            case Treatment.NewConversation when delivery.Attempts < 3:
                await recipients.ForgetConversationAsync(rollout.TenantId, delivery.Key.Person, ct);
                return await WaitAsync(rollout, delivery, Duration.Zero, reason, mayBeOut: false, ct);
            case Treatment.Retry:
                metrics.Retried();
                var wait = SendFailure.Wait(failure, delivery.Attempts, Random.Shared.NextDouble());
                return await WaitAsync(rollout, delivery, wait, reason, failure.Kind == ConnectorFailureKind.MaybeSent, ct);
            case Treatment.Hold:
                metrics.RegistrationRefused();
                LogRefused(logger);

                // It says nothing of this message: what may be tried three times still may.
                return await WaitAsync(rollout, delivery with { Attempts = delivery.Attempts - 1 }, SendFailure.Hold(Random.Shared.NextDouble()), reason, mayBeOut: false, ct);
            case Treatment.Unreachable when delivery.Attempts < 3 && await recipients.RenewAsync(rollout, delivery.Key.Person, ct):
                return await WaitAsync(rollout, delivery, Duration.Zero, reason, mayBeOut: false, ct);
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
    private async Task<Instant> WaitAsync(
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
                    if (!mayBeOut && await work.FindParticipantAsync(delivery.Key.Person) is { } participant)
                    {
                        work.Put(participant, NotSent(participant, delivery));
                    }
                }

                return true;
            },
            ct);
        return again;
    }

    // It did not go out: the next message need not keep its distance, unless another has gone out meanwhile.
    private Participant NotSent(Participant participant, Storage.Repositories.Delivery delivery) =>
        delivery.Key.Touchpoint is not null && participant.LastSentAt == delivery.ClaimedUntil - Lease ? participant with { LastSentAt = null } : participant;

    // As exactly as it is stored, so that what is read later compares equal.
    private static Instant Stored(Instant now) => Instant.FromUnixTimeTicks(now.ToUnixTimeTicks());

    private Task FailAsync(StoredRollout rollout, Storage.Repositories.Delivery delivery, string reason, CancellationToken ct)
    {
        metrics.Failed();
        return RecordAsync(rollout, delivery with { State = DeliveryState.Failed, Reason = reason }, ct);
    }

    private async Task RecordAsync(StoredRollout rollout, Storage.Repositories.Delivery delivery, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await cohorts.ChangeDeliveryAsync(
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
                    var after = delivery.State == DeliveryState.Sent ? participant : NotSent(participant, delivery);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "A {Kind} could not be handled; it is tried again")]
    private static partial void LogFault(ILogger logger, Exception fault, string kind);

    [LoggerMessage(Level = LogLevel.Critical, Message = "A {Kind} can't be made and is given up")]
    private static partial void LogPoison(ILogger logger, Exception fault, string kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "The bot's registration or its secret is refused; what is due waits until that is mended")]
    private static partial void LogRefused(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "A {Kind} failed: {Failure}, status {Status}, attempt {Attempt}: {Treatment}")]
    private static partial void LogFailure(ILogger logger, string kind, ConnectorFailureKind failure, int? status, int attempt, Treatment treatment);
}
