using System.Threading.Channels;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Work behind the turn that asked for it: what is asked for is kept in the store, done at once,
/// and taken up again after a crash or a restart.
/// </summary>
internal abstract class DurableWork(TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(5);

    private readonly Channel<bool> _asked = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected TimeProvider Time => time;

    /// <summary>Does what was asked for so far.</summary>
    public abstract Task RunAsync(CancellationToken ct);

    /// <summary>Something was asked for.</summary>
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

    // For the next asking, or for the time at which what was left is tried again.
    private async Task WaitAsync(CancellationToken ct)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var again = Task.Delay(LookAgainAfter, time, soon.Token);
        await Task.WhenAny(_asked.Reader.WaitToReadAsync(soon.Token).AsTask(), again);
        await soon.CancelAsync();
        _asked.Reader.TryRead(out _);
    }
}
