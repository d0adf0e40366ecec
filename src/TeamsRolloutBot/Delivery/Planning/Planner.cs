namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>
/// Turns what is due into deliveries. Idempotent, even on two instances or after a crash:
/// deliveries have stable keys and are inserted once.
/// </summary>
internal sealed partial class Planner(
    DueWakes wakes, DueIndex due, CohortPlanner cohorts, IClock clock, TimeProvider time, ILogger<Planner> logger)
{
    /// <summary>The last run, as a timestamp of the time provider; 0 before the first.</summary>
    public long LastRun { get; private set; }

    /// <summary>Plans everything that is due.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var span = DeliveryTracing.Plan();
        var now = clock.GetCurrentInstant();
        var taken = new List<WakeLease>();
        foreach (var lease in await wakes.ListAsync(now, ct))
        {
            var isTaken = false;
            await GuardAsync(lease, async () => isTaken = await cohorts.TakeAsync(lease, ct), ct);
            if (isTaken)
            {
                taken.Add(lease);
            }
        }

        foreach (var lease in taken)
        {
            await GuardAsync(lease, () => cohorts.PlanAsync(lease, now, ct), ct);
        }

        span?.SetTag("delivery.cohorts", taken.Count);
        LastRun = time.GetTimestamp();
    }

    /// <summary>The next planned instant; null if there is none.</summary>
    public Task<Instant?> NextAsync(CancellationToken ct) => due.NextAsync(ct);

    /// <summary>The next planned instant after another; null if there is none.</summary>
    public Task<Instant?> NextAfterAsync(Instant instant, CancellationToken ct) => due.NextAfterAsync(instant, ct);

    // A cohort that can't be planned must not block the others; its wake stays.
    private async Task GuardAsync(WakeLease lease, Func<Task> act, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        try
        {
            await act();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogCohortFailed(logger, fault, lease.Cohort.Partition);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Cohort {Cohort} could not be planned; it will be retried")]
    private static partial void LogCohortFailed(ILogger logger, Exception fault, string cohort);
}
