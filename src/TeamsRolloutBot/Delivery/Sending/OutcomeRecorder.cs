using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>Writes down and counts what came of an attempt to send.</summary>
internal sealed class OutcomeRecorder(ClaimLedger ledger, Notifier notifier, DeliveryMetrics metrics, IClock clock)
{
    /// <returns>When to try again; null when the delivery is done with.</returns>
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
    /// Keeps what is not to blame: what may be tried three times still may. The queue has it again
    /// in a few minutes; its row does not put it off, so that after a restart, with which a secret
    /// is changed, it goes out at once.
    /// </summary>
    private async Task<Instant> HoldAsync(ClaimedDelivery claimed, DeliveryReason reason, CancellationToken ct)
    {
        var untried = claimed.Delivery with { Attempts = claimed.Delivery.Attempts - 1 };
        var now = await ledger.WaitAsync(claimed.Rollout, untried, Duration.Zero, reason, mayBeOut: false, ct);
        return now + SendFailure.Hold(Random.Shared.NextDouble());
    }
}
