using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Tests.Delivery;

/// <summary>A queue that nobody takes messages from, so that a test can.</summary>
internal sealed class NobodysQueue : IDeliveryQueue
{
    public ValueTask<int> CountAsync(CancellationToken ct) => ValueTask.FromResult(0);

    public Task OpenAsync(CancellationToken ct) => Task.CompletedTask;

    public Task GiveBackAsync(CancellationToken ct) => Task.CompletedTask;

    public ValueTask EnqueueAsync(DeliveryKey key, Instant notBefore, CancellationToken ct) => ValueTask.CompletedTask;

    public ValueTask EnqueueAgainAsync(DeliveryKey key, Instant notBefore, CancellationToken ct) => ValueTask.CompletedTask;

    public async ValueTask<QueuedDelivery> ReceiveAsync(ConcurrencyLimiter limiter, CancellationToken ct)
    {
        await Task.Delay(Timeout.Infinite, ct);
        throw new InvalidOperationException("It is empty.");
    }

    public ValueTask CompleteAsync(QueuedDelivery delivery, CancellationToken ct) => ValueTask.CompletedTask;

    public ValueTask ReturnAsync(QueuedDelivery delivery, Instant notBefore, CancellationToken ct) => ValueTask.CompletedTask;
}
