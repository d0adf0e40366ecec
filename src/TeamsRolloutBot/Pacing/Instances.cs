using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Pacing;

/// <summary>
/// The instances sharing a storage account. Each sends heartbeats, so that the others share the
/// platform's limit with it. A new instance sends nothing until the others can have seen it.
/// </summary>
internal sealed partial class Instances(ITableStore store, TimeProvider time, ILogger<Instances> logger) : BackgroundService, IInstances
{
    /// <summary>Heartbeat interval.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(4);

    /// <summary>An instance silent for this long is considered dead.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(13);

    private const string Partition = "instances";
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile int _count = 1;

    public int Count => _count;

    public ValueTask WhenKnownAsync(CancellationToken ct) =>
        _known.Task.IsCompletedSuccessfully ? ValueTask.CompletedTask : new ValueTask(_known.Task.WaitAsync(ct));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await store.CommitAsync(Table.Settings, Partition, [RowWrite.Delete(_id)], cancellationToken);
        }
        catch (StorageException)
        {
            // The others will notice the silence.
        }
    }

    /// <summary>Writes a heartbeat and counts those of the others.</summary>
    internal async Task BeatAsync(CancellationToken ct)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        await store.CommitAsync(Table.Settings, Partition, [RowWrite.Upsert(_id, new RowValues { { "at", now.ToUnixTimeTicks() } })], ct);
        var alive = 0;
        await foreach (var row in store.QueryAsync(Table.Settings, Partition, RowRange.All, ct))
        {
            var silence = now - Instant.FromUnixTimeTicks(row.Values.GetInt64("at"));
            if (silence < Duration.FromTimeSpan(Silence))
            {
                alive++;
            }
            else if (silence > Duration.FromHours(1))
            {
                await store.CommitAsync(Table.Settings, Partition, [RowWrite.Delete(row.Key)], ct);
            }
        }

        _count = Math.Max(1, alive);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var beats = 0;
        using var timer = new PeriodicTimer(Beat, time);
        do
        {
            try
            {
                await BeatAsync(stoppingToken);
                if (++beats == 2 || _count == 1)
                {
                    _known.TrySetResult();
                }
            }
            catch (StorageException fault)
            {
                // Keep the previous number; without storage nothing can be sent either.
                LogNoBeat(logger, fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The heartbeat could not be stored")]
    private static partial void LogNoBeat(ILogger logger, Exception fault);
}
