using System.Threading.Channels;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Background work beyond the turn that requested it: requests are stored, processed at once, and
/// resumed after a crash or restart.
/// </summary>
internal abstract class DurableWork(TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(5);

    private readonly Channel<bool> _asked = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected TimeProvider Time => time;

    /// <summary>Processes the pending requests.</summary>
    public abstract Task RunAsync(CancellationToken ct);

    /// <summary>Signals a new request.</summary>
    protected void Begin() => _asked.Writer.TryWrite(true);

    protected abstract void LogFailed(Exception fault);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(fault);
            }

            await WaitAsync(stoppingToken);
        }
    }

    // Waits for the next request, or for the time to retry what is left.
    private async Task WaitAsync(CancellationToken ct)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var again = Task.Delay(LookAgainAfter, time, soon.Token);
        await Task.WhenAny(_asked.Reader.WaitToReadAsync(soon.Token).AsTask(), again);
        await soon.CancelAsync();
        _asked.Reader.TryRead(out _);
    }
}
