using NodaTime;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Delivery.Sending;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// Runs the planner and the senders; one of each at a time, however often it is asked.
/// </summary>
internal sealed class DeliveryEngine(Planner planner, Sender sender, IDeliveryQueue queue, ConcurrencyLimiter limiter) : IDisposable
{
    private readonly SemaphoreSlim _planning = new(1);

    /// <summary>Looks at everything whose time has come.</summary>
    public Task PlanAsync(CancellationToken ct) => BetweenPlansAsync(
        async planner =>
        {
            await planner.RunAsync(ct);
            return true;
        },
        ct);

    /// <summary>Does something while nothing is being planned.</summary>
    public async Task<T> BetweenPlansAsync<T>(Func<Planner, Task<T>> act, CancellationToken ct)
    {
        await _planning.WaitAsync(ct);
        try
        {
            return await act(planner);
        }
        finally
        {
            _planning.Release();
        }
    }

    /// <summary>Takes deliveries off the queue and sends them, until cancelled.</summary>
    /// <param name="taking">Ends taking.</param>
    /// <param name="sending">Ends what is in flight.</param>
    public async Task SendAsync(CancellationToken taking, CancellationToken sending)
    {
        while (true)
        {
            var queued = await queue.ReceiveAsync(limiter, taking);
            _ = HandleAsync(queued, limiter.Take(queued.Key.Cohort.Rollout), sending);
        }
    }

    /// <summary>Waits until nothing is in flight.</summary>
    public Task WhenIdleAsync(CancellationToken ct) => limiter.WhenEmpty().WaitAsync(ct);

    /// <summary>The next instant at which something is planned; null when nothing is.</summary>
    public Task<Instant?> NextDueAsync(CancellationToken ct) => planner.NextAsync(ct);

    public void Dispose() => _planning.Dispose();

    private async Task HandleAsync(QueuedDelivery queued, ConcurrencyLimiter.Permit permit, CancellationToken ct)
    {
        // Off the taking loop's thread: composing a message takes a moment.
        await Task.Yield();
        using (permit)
        {
            await sender.HandleAsync(queued, permit, ct);
        }
    }
}
