using NodaTime;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Hosting;

/// <summary>
/// What is done in the background beside delivery: bringing an earlier release's state up to date, finishing erasures that were cut short, and removing rollouts and files whose time is over. Survives
/// every exception and reports it.
/// </summary>
internal sealed partial class Housekeeping(
    Upgrade upgrade, Forgetting forgetting, Retention retention, FileRepository files, IClock clock, TimeProvider time, ILogger<Housekeeping> logger) : BackgroundService
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
        try
        {
            await files.SweepAsync(clock.GetCurrentInstant(), ct);
            await upgrade.RunAsync(ct);
            await forgetting.ResumeAsync(ct);
            await retention.SweepAsync(ct);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            LogFailed(logger, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Housekeeping failed; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception fault);
}
