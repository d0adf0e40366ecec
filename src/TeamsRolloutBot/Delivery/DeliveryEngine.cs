using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Delivery.Sending;

namespace TeamsRolloutBot.Delivery;

/// <summary>Runs the planner and the senders. Planning is never run concurrently.</summary>
internal sealed partial class DeliveryEngine(
    Planner planner, Sender sender, IDeliveryQueue queue, ConcurrencyLimiter limiter, IClock clock, ILogger<DeliveryEngine> logger)
    : IDisposable
{
    private static readonly Duration AfterFault = Duration.FromSeconds(30);
    private readonly SemaphoreSlim _planning = new(1);

    /// <summary>Plans everything that is due.</summary>
    public Task PlanAsync(CancellationToken ct) => BetweenPlansAsync(
        async planner =>
        {
            await planner.RunAsync(ct);
            return true;
        },
        ct);

    /// <summary>Runs something while no planning is in progress.</summary>
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
    /// <param name="taking">Stops taking.</param>
    /// <param name="sending">Cancels what is in flight.</param>
    public async Task SendAsync(CancellationToken taking, CancellationToken sending)
    {
        while (true)
        {
            var queued = await queue.ReceiveAsync(limiter, taking);
            _ = HandleAsync(queued, limiter.Take(queued.Key.Cohort.Rollout), sending);
        }
    }

    /// <summary>Completes when nothing is in flight.</summary>
    public Task WhenIdleAsync(CancellationToken ct) => limiter.WhenEmpty().WaitAsync(ct);

    /// <summary>The next planned instant; null if there is none.</summary>
    public Task<Instant?> NextDueAsync(CancellationToken ct) => planner.NextAsync(ct);

    public void Dispose() => _planning.Dispose();

    private async Task HandleAsync(QueuedDelivery queued, ConcurrencyLimiter.Permit permit, CancellationToken ct)
    {
        // Leave the receive loop's thread: composing a message takes a moment.
        await Task.Yield();
        using (permit)
        {
            await HandleOneAsync(queued, permit, ct);
        }
    }

    // Always completes the key or returns it to the queue.
    private async Task HandleOneAsync(QueuedDelivery queued, ConcurrencyLimiter.Permit permit, CancellationToken ct)
    {
        try
        {
            if (await sender.SendAsync(queued.Key, permit, ct) is { } again)
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
            // A storage fault: the row still says what to do.
            LogFault(logger, fault, queued.Key.Kind);
            await queue.ReturnAsync(queued, clock.GetCurrentInstant() + AfterFault, CancellationToken.None);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A {Kind} could not be handled; it will be retried")]
    private static partial void LogFault(ILogger logger, Exception fault, string kind);
}
