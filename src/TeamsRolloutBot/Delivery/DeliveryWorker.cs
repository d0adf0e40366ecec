using Microsoft.Extensions.Options;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// Background delivery: its loops survive and log every exception. On shutdown it stops taking,
/// gives what is in flight 25 seconds to finish, and returns the rest to the queue.
/// </summary>
internal sealed partial class DeliveryWorker(
    DeliveryEngine engine, IDeliveryQueue queue, DeliverySignal signal, MovableClock clock, TimeProvider time,
    IOptions<DeliveryOptions> options, ILogger<DeliveryWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan FinishWithin = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _sending = new();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await queue.GiveBackAsync(cancellationToken);
            await engine.WhenIdleAsync(cancellationToken).WaitAsync(FinishWithin, time, cancellationToken);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            LogCut(logger);
            await _sending.CancelAsync();
        }
    }

    public override void Dispose()
    {
        _sending.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        clock.Moved += (_, _) => signal.Raise();
        await SurviveAsync("opening the queue", queue.OpenAsync, stoppingToken);
        await Task.WhenAll(
            SurviveAsync("planning", PlanAsync, stoppingToken),
            SurviveAsync("sending", ct => engine.SendAsync(ct, _sending.Token), stoppingToken));
    }

    private async Task PlanAsync(CancellationToken ct)
    {
        while (true)
        {
            var raised = signal.WhenRaised();
            var began = clock.GetCurrentInstant();
            await engine.PlanAsync(ct);
            var wait = TimeSpan.FromSeconds(options.Value.PlannerSeconds);
            if (await engine.NextDueAsync(ct) is { } next)
            {
                var until = (next - clock.GetCurrentInstant()).ToTimeSpan();

                // What is still due after this look failed, or another instance has it.
                wait = next <= began ? AfterFault
                    : until < TimeSpan.FromMilliseconds(50) ? TimeSpan.FromMilliseconds(50)
                    : until < wait ? until
                    : wait;
            }

            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(ct);
            await Task.WhenAny(raised, Task.Delay(wait, time, cancel.Token));
            await cancel.CancelAsync();
            ct.ThrowIfCancellationRequested();
        }
    }

    private async Task SurviveAsync(string loop, Func<CancellationToken, Task> run, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await run(ct);
                return;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                LogLoopFailed(logger, fault, loop);
                await Task.Delay(AfterFault, time, ct)
                    .ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Loop} failed and continues")]
    private static partial void LogLoopFailed(ILogger logger, Exception fault, string loop);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Deliveries in flight did not finish in time; they are sent after the next start")]
    private static partial void LogCut(ILogger logger);
}
