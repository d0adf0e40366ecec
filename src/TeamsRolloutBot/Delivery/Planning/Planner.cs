namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>
/// Turns what is due into deliveries. Doing it twice, on two instances or after a crash anywhere,
/// changes nothing: deliveries have keys that never change and are inserted once.
/// </summary>
internal sealed partial class Planner(
    DueWakes wakes, DueIndex due, CohortPlanner cohorts, IClock clock, TimeProvider time, ILogger<Planner> logger)
{
    /// <summary>
    /// When it last looked at everything; a timestamp of the time provider, 0 before the first
    /// time.
    /// </summary>
    public long LastRun { get; private set; }

    /// <summary>Looks at everything whose time has come.</summary>
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

    /// <summary>The next instant at which something is planned; null when nothing is.</summary>
    public Task<Instant?> NextAsync(CancellationToken ct) => due.NextAsync(ct);

    /// <summary>
    /// The next instant after another at which something is planned; null when nothing is.
    /// </summary>
    public Task<Instant?> NextAfterAsync(Instant instant, CancellationToken ct) => due.NextAfterAsync(instant, ct);

    // One cohort that can't be planned must not hold up the others; its wake stays.
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Cohort {Cohort} could not be planned; it is tried again")]
    private static partial void LogCohortFailed(ILogger logger, Exception fault, string cohort);
}
