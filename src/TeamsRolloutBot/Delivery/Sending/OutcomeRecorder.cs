using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>Records and counts the outcome of a send attempt.</summary>
internal sealed class OutcomeRecorder(ClaimLedger ledger, Notifier notifier, DeliveryMetrics metrics, IClock clock)
{
    /// <returns>When to retry; null if the delivery is finished.</returns>
    public async Task<Instant?> RecordAsync(ClaimedDelivery claimed, SendOutcome outcome, CancellationToken ct)
    {
        var (rollout, delivery) = (claimed.Rollout, claimed.Delivery);
        switch (outcome)
        {
            case SendOutcome.InChat sent:
                metrics.Sent(clock.GetCurrentInstant(), delivery.Due, sent.Latency);
                await ledger.RecordAsync(
                    rollout,
                    delivery with
                    {
                        State = DeliveryState.Sent,
                        ActivityId = sent.ActivityId,
                        ConversationId = sent.ConversationId,
                        Reason = null
                    });
                return null;
            case SendOutcome.ByMail(var reason):
                await ledger.RecordAsync(rollout, delivery with { State = DeliveryState.Sent, Reason = reason });
                return null;
            case SendOutcome.Skipped(var reason):
                await ledger.RecordAsync(rollout, delivery with { State = DeliveryState.Skipped, Reason = reason });
                return null;
            case SendOutcome.Failed(var reason, var obstacle):
                await FailAsync(claimed, reason, obstacle, ct);
                return null;
            case SendOutcome.GivenUp(var reason):
                metrics.Poisoned();
                await FailAsync(claimed, reason, Obstacle.NotAccepted, ct);
                return null;
            case SendOutcome.PutOff(var until, var reason):
                var wait = until is { } later ? Duration.Max(Duration.Zero, later - clock.GetCurrentInstant()) : Duration.Zero;
                return await ledger.WaitAsync(rollout, delivery, wait, reason, mayBeOut: false, ct);
            case SendOutcome.Retry retry:
                metrics.Retried();
                return await ledger.WaitAsync(rollout, delivery, retry.Wait, retry.Reason, retry.MayBeOut, ct);
            case SendOutcome.Held(var reason):
                return await HoldAsync(claimed, reason, ct);
            default:
                return clock.GetCurrentInstant();
        }
    }

    private async Task FailAsync(ClaimedDelivery claimed, DeliveryReason reason, Obstacle obstacle, CancellationToken ct)
    {
        var (rollout, delivery) = (claimed.Rollout, claimed.Delivery);
        if (obstacle == Obstacle.AddressDisputed)
        {
            var notice = new DeliveryKey(
                delivery.Key.Cohort, rollout.Rollout.Owner.Id, Notices.Dispute, Notices.ReferenceOf(delivery.Key.Person));
            await notifier.NotifyAsync(rollout, notice, ct);
        }

        if (!obstacle.IsWaiting())
        {
            metrics.Failed();
        }

        await ledger.RecordAsync(rollout, delivery with { State = DeliveryState.Failed, Reason = reason, Obstacle = obstacle });
    }

    /// <summary>
    /// Holds a blameless delivery without using up one of its attempts. The queue offers it again
    /// in a few minutes, but its row is not postponed, so that it goes out at once after the
    /// restart that comes with a new secret.
    /// </summary>
    private async Task<Instant> HoldAsync(ClaimedDelivery claimed, DeliveryReason reason, CancellationToken ct)
    {
        var untried = claimed.Delivery with { Attempts = claimed.Delivery.Attempts - 1 };
        var now = await ledger.WaitAsync(claimed.Rollout, untried, Duration.Zero, reason, mayBeOut: false, ct);
        return now + SendFailure.Hold(Random.Shared.NextDouble());
    }
}
