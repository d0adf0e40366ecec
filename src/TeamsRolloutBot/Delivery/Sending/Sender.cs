using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>
/// Sends one delivery: claim, send, record, in this order. It is never recorded as sent before it
/// was; a crash repeats at most what was in flight.
/// </summary>
internal sealed partial class Sender(
    RolloutRepository rollouts,
    UserRepository users,
    ClaimLedger ledger,
    ChatSender chat,
    WelcomeMail mail,
    OutcomeRecorder outcomes,
    ILogger<Sender> logger)
{
    // A message that can't be composed or recorded is not retried for ever: the fault will not go
    // away.
    private const int MostAttemptsAtFault = 5;

    /// <returns>When to retry; null if the key is finished.</returns>
    public async Task<Instant?> SendAsync(DeliveryKey key, ConcurrencyLimiter.Permit permit, CancellationToken ct)
    {
        using var span = DeliveryTracing.Send(key.Kind);
        ct.ThrowIfCancellationRequested();
        if (await rollouts.FindAsync(key.Cohort.Rollout, ct) is not { } rollout)
        {
            return null;
        }

        // Before the claim, so that unreadable state is found first. The claim is not cancellable:
        // an orphaned claim would have to expire first.
        var reference = await users.FindReferenceAsync(rollout.TenantId, key.Person, ct);
        var claim = await ledger.ClaimAsync(rollout, key, CancellationToken.None);
        if (claim.Delivery is not { } delivery)
        {
            return claim.Again;
        }

        var claimed = new ClaimedDelivery(rollout, delivery, claim.Participant, reference);
        try
        {
            if (key.Touchpoint is { Kind: TouchpointKind.Email })
            {
                permit.Begin();
                return await outcomes.RecordAsync(claimed, await mail.SendAsync(claimed, ct), ct);
            }

            return await outcomes.RecordAsync(claimed, await chat.SendAsync(claimed, permit, ct), ct);
        }
        catch (Exception fault) when (
            fault is not (OperationCanceledException or Storage.StorageException) && delivery.Attempts >= MostAttemptsAtFault)
        {
            LogPoison(logger, fault, key.Kind);
            var givenUp = new SendOutcome.GivenUp(new DeliveryReason(ReasonCode.CouldNotBeMade));
            return await outcomes.RecordAsync(claimed, givenUp, ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "A {Kind} can't be created and is given up")]
    private static partial void LogPoison(ILogger logger, Exception fault, string kind);
}
