using NodaTime;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// Runs the planner and the senders; one of each at a time, however often it is asked.
/// </summary>
internal sealed class DeliveryEngine(Planner planner, Sender sender, IDeliveryQueue queue, Places places) : IDisposable
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
    /// <param name="sending">Ends what is in hand.</param>
    public async Task SendAsync(CancellationToken taking, CancellationToken sending)
    {
        while (true)
        {
            var queued = await queue.ReceiveAsync(places, taking);
            _ = HandleAsync(queued, places.Take(queued.Key.Cohort.Rollout), sending);
        }
    }

    /// <summary>Waits until nothing is in hand.</summary>
    public Task WhenIdleAsync(CancellationToken ct) => places.WhenEmpty().WaitAsync(ct);

    /// <summary>The next instant at which something is planned; null when nothing is.</summary>
    public Task<Instant?> NextDueAsync(CancellationToken ct) => planner.NextAsync(ct);

    public void Dispose() => _planning.Dispose();

    private async Task HandleAsync(QueuedDelivery queued, Places.Place place, CancellationToken ct)
    {
        // Off the taking loop's thread: composing a message takes a moment.
        await Task.Yield();
        using (place)
        {
            await sender.HandleAsync(queued, place, ct);
        }
    }
}
