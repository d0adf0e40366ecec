using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Background work besides delivery: upgrading an earlier release's state, finishing interrupted
/// erasures and removals, and removing expired rollouts and files. Survives and logs every
/// exception.
/// </summary>
internal sealed partial class Housekeeping(
    Upgrade upgrade, Forgetting forgetting, CohortRemoval removal, Retention retention, FileRepository files, IClock clock,
    TimeProvider time, ILogger<Housekeeping> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            await RunAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RunAsync(CancellationToken ct)
    {
        await SurviveAsync("upgrade", () => upgrade.RunAsync(ct), ct);
        await SurviveAsync("erasure", () => forgetting.ResumeAsync(ct), ct);
        await SurviveAsync("removal of cohorts", () => removal.ResumeAsync(ct), ct);
        await SurviveAsync("retention", () => retention.SweepAsync(ct), ct);
        await SurviveAsync("removal of files", () => files.SweepAsync(clock.GetCurrentInstant(), ct), ct);
    }

    // One task that keeps failing must not block the others: erasure is an obligation.
    private async Task SurviveAsync(string what, Func<Task> run, CancellationToken ct)
    {
        try
        {
            await run();
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            LogFailed(logger, fault, what);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Housekeeping: {What} failed; it will be retried")]
    private static partial void LogFailed(ILogger logger, Exception fault, string what);
}
