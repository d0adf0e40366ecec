using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Delivery.Sending;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// Runs the planner and the senders; one of each at a time, however often it is asked.
/// </summary>
internal sealed partial class DeliveryEngine(
    Planner planner, Sender sender, IDeliveryQueue queue, ConcurrencyLimiter limiter, IClock clock, ILogger<DeliveryEngine> logger)
    : IDisposable
{
    private static readonly Duration AfterFault = Duration.FromSeconds(30);
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
            await HandleOneAsync(queued, permit, ct);
        }
    }

    // Whatever happens, the key is done with or put back.
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
            // Of storage: the row still says what is to be done.
            LogFault(logger, fault, queued.Key.Kind);
            await queue.ReturnAsync(queued, clock.GetCurrentInstant() + AfterFault, CancellationToken.None);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A {Kind} could not be handled; it is tried again")]
    private static partial void LogFault(ILogger logger, Exception fault, string kind);
}
