using System.Diagnostics;
using NodaTime;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>
/// Sends one delivery: claim, send, record, in this order. Never recorded as sent before it was; a
/// crash anywhere repeats at most what was in flight.
/// </summary>
internal sealed partial class Sender(
    ClaimLedger ledger,
    RolloutRepository rollouts,
    UserRepository users,
    Recipients recipients,
    PacedConnector connector,
    IMessageComposer composer,
    WelcomeMail welcomeMail,
    IDeliveryQueue queue,
    Notifier notifier,
    Registration registration,
    DeliveryMetrics metrics,
    IClock clock,
    TimeProvider time,
    ILogger<Sender> logger)
{
    // A message that can't be made or recorded is not tried for ever: what is wrong with it will
    // not get better.
    private const int MostAttemptsAtFault = 5;
    private static readonly Duration AfterFault = Duration.FromSeconds(30);

    /// <summary>
    /// Handles one key of the queue; whatever happens, the key is done with or put back.
    /// </summary>
    public async Task HandleAsync(QueuedDelivery queued, ConcurrencyLimiter.Permit permit, CancellationToken ct)
    {
        try
        {
            if (await SendAsync(queued.Key, permit, ct) is { } again)
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
    private async Task<Instant?> SendAsync(DeliveryKey key, ConcurrencyLimiter.Permit permit, CancellationToken ct)
    {
        using var span = DeliveryTracing.Send(key.Kind);
        ct.ThrowIfCancellationRequested();
        if (await rollouts.FindAsync(key.Cohort.Rollout, ct) is not { } rollout)
        {
            return null;
        }

        // Before it is claimed: what can't be read is found by then. The claim is not cancelled:
        // one nobody knows of would have to run out first.
        var reference = await users.FindReferenceAsync(rollout.TenantId, key.Person, ct);
        var claim = await ledger.ClaimAsync(rollout, key, CancellationToken.None);
        if (claim is not { Delivery: { } delivery, Participant: var participant })
        {
            return claim.Again;
        }

        if (key.Touchpoint is { Kind: TouchpointKind.Email })
        {
            permit.Begin();
            return await SendMailAsync(rollout, participant, delivery, ct);
        }

        if (participant is { IsElsewhere: true }
            && key.Touchpoint is not null
            && await users.TakeTurnAsync(
                rollout.TenantId, (await users.IdsOfAsync(rollout.TenantId, key.Person, ct))[0], clock.GetCurrentInstant(),
                LastCheck.Distance, ct) is { } free)
        {
            return await ledger.WaitAsync(
                rollout, delivery, free - clock.GetCurrentInstant(), "right after another message", mayBeOut: false, ct);
        }

        try
        {
            var cohort = rollout.Definition.FindCohort(key.Cohort.Cohort);
            if (await composer.ComposeAsync(rollout, cohort, participant, delivery, reference?.UserId, ct) is not { } message)
            {
                await ledger.RecordAsync(
                    rollout, delivery with { State = DeliveryState.Skipped, Reason = "there was nothing left to say" });
                return null;
            }

            if (reference is not { ConversationId: not null })
            {
                // Making a chat takes requests of its own; others need not wait for that.
                permit.Begin();
            }

            var reach = await recipients.FindAsync(rollout, key.Person, reference, ct);
            if (reach.Address is not { } address)
            {
                if (reach.IsHeld)
                {
                    return await HoldAsync(rollout, delivery, reach.Reason!, ct);
                }

                if (reach.IsDisputed)
                {
                    await notifier.NotifyAsync(
                        rollout, new DeliveryKey(key.Cohort, rollout.Rollout.Owner.Id, Notices.Dispute, Notices.ReferenceOf(key.Person)),
                        ct);
                }

                await FailAsync(rollout, delivery, reach.Reason!, reach.Obstacle);
                return null;
            }

            var turn = await connector.WaitAsync(address, ct);
            permit.Begin();
            if (delivery.ClaimedUntil <= clock.GetCurrentInstant())
            {
                // After a long wait, such as the platform asks for, another instance may have it in
                // hand.
                return clock.GetCurrentInstant();
            }

            var started = time.GetTimestamp();
            var activityId = await connector.SendAsync(turn, address, message, ct);
            registration.Accept();
            metrics.Sent(clock.GetCurrentInstant(), delivery.Due, time.GetElapsedTime(started));
            await ledger.RecordAsync(
                rollout, delivery with
                {
                    State = DeliveryState.Sent,
                    ActivityId = activityId,
                    ConversationId = address.ConversationId,
                    Reason = null
                });
            return null;
        }
        catch (ConnectorException failure)
        {
            return await TreatAsync(rollout, delivery, failure, ct);
        }
        catch (Exception fault) when (
            fault is not (OperationCanceledException or Storage.StorageException) && delivery.Attempts >= MostAttemptsAtFault)
        {
            LogPoison(logger, fault, key.Kind);
            metrics.Poisoned();
            await FailAsync(
                rollout, delivery, "the bot could not make this message; an administrator finds the reason in the log",
                Obstacle.NotAccepted);
            return null;
        }
    }

    private async Task<Instant?> SendMailAsync(
        StoredRollout rollout, Participant? participant, StoredDelivery delivery, CancellationToken ct)
    {
        var cohort = rollout.Definition.FindCohort(delivery.Key.Cohort.Cohort);
        var outcome = await welcomeMail.SendAsync(rollout, cohort, participant, delivery.Key, delivery.Attempts, ct);
        if (outcome.Again is { } again)
        {
            return await ledger.WaitAsync(
                rollout, delivery, Duration.Max(Duration.Zero, again - clock.GetCurrentInstant()), outcome.Reason, mayBeOut: false, ct);
        }

        if (outcome.State == DeliveryState.Failed)
        {
            await FailAsync(rollout, delivery, outcome.Reason, Obstacle.NoMail);
            return null;
        }

        await ledger.RecordAsync(rollout, delivery with { State = outcome.State, Reason = outcome.Reason });
        return null;
    }

    private async Task<Instant?> TreatAsync(
        StoredRollout rollout, StoredDelivery delivery, ConnectorException failure, CancellationToken ct)
    {
        var (treatment, reason) = SendFailure.Treat(failure);
        Activity.Current?.SetStatus(ActivityStatusCode.Error, failure.Kind.ToString());
        LogFailure(logger, delivery.Key.Kind, failure.Kind, failure.Status, delivery.Attempts, treatment);
        switch (treatment)
        {
            case Treatment.NewConversation when delivery.Attempts < 3:
                await recipients.ForgetConversationAsync(rollout.TenantId, delivery.Key.Person, ct);
                return await ledger.WaitAsync(rollout, delivery, Duration.Zero, reason, mayBeOut: false, ct);
            case Treatment.Retry:
                metrics.Retried();
                var wait = SendFailure.Wait(failure, delivery.Attempts, Random.Shared.NextDouble());
                return await ledger.WaitAsync(rollout, delivery, wait, reason, failure.Kind == ConnectorFailureKind.MaybeSent, ct);
            case Treatment.Hold:
                registration.Refuse(failure);
                LogRefused(logger, failure.Status, failure.ErrorCode);
                return await HoldAsync(rollout, delivery, reason, ct);
            case Treatment.Unreachable when delivery.Attempts < 3 && await recipients.RenewAsync(rollout, delivery.Key.Person, ct):
                return await ledger.WaitAsync(rollout, delivery, Duration.Zero, reason, mayBeOut: false, ct);
            case Treatment.Unreachable:
                await recipients.MarkBlockedAsync(rollout.TenantId, delivery.Key.Person, ct);
                await FailAsync(rollout, delivery, reason, Obstacle.AppRemoved);
                return null;
            default:
                await FailAsync(rollout, delivery, reason, Obstacle.NotAccepted);
                return null;
        }
    }

    /// <summary>
    /// Keeps what is not to blame: what may be tried three times still may. The queue has it again
    /// in a few minutes; its row does not put it off, so that after a restart, with which a secret
    /// is changed, it goes out at once.
    /// </summary>
    private async Task<Instant?> HoldAsync(
        StoredRollout rollout, StoredDelivery delivery, string reason, CancellationToken ct)
    {
        var now = await ledger.WaitAsync(
            rollout, delivery with { Attempts = delivery.Attempts - 1 }, Duration.Zero, reason, mayBeOut: false, ct);
        return now + SendFailure.Hold(Random.Shared.NextDouble());
    }

    private Task FailAsync(StoredRollout rollout, StoredDelivery delivery, string reason, Obstacle obstacle)
    {
        if (!obstacle.IsWaiting())
        {
            metrics.Failed();
        }

        return ledger.RecordAsync(rollout, delivery with { State = DeliveryState.Failed, Reason = reason, Obstacle = obstacle });
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A {Kind} could not be handled; it is tried again")]
    private static partial void LogFault(ILogger logger, Exception fault, string kind);

    [LoggerMessage(Level = LogLevel.Critical, Message = "A {Kind} can't be made and is given up")]
    private static partial void LogPoison(ILogger logger, Exception fault, string kind);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message =
        "The bot's registration or its secret is refused (status {Status}, code {Code}); what is due waits until that is mended")]
    private static partial void LogRefused(ILogger logger, int? status, string? code);

    [LoggerMessage(Level = LogLevel.Information, Message = "A {Kind} failed: {Failure}, status {Status}, attempt {Attempt}: {Treatment}")]
    private static partial void LogFailure(
        ILogger logger, string kind, ConnectorFailureKind failure, int? status, int attempt, Treatment treatment);
}
