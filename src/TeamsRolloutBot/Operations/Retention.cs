using Microsoft.Extensions.Options;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Removes rollouts some time after closing. Closings are indexed in time order, so that a sweep
/// reads only expired ones; the retention period can be set or changed later.
/// </summary>
internal sealed partial class Retention(
    ITableStore store, RolloutRepository rollouts, RolloutEraser eraser, IOptions<RolloutOptions> options, IClock clock,
    ILogger<Retention> logger)
{
    private const string Partition = "closed";
    private const int Version = 1;

    /// <summary>
    /// Records a closing in advance; the sweep drops rows whose rollout is not closed or was closed
    /// later.
    /// </summary>
    public Task NoteAsync(RolloutId rollout, Instant closedAt, CancellationToken ct) =>
        store.CommitAsync(
            Table.Due, Partition,
            [RowWrite.Upsert($"{StoredValues.Ticks(closedAt)}|{rollout.Value}", SchemaVersion.Stamp([], Version))], ct).AsTask();

    /// <summary>
    /// Removes rollouts closed longer ago than <c>Rollouts:RetentionDays</c>; does nothing without
    /// that setting. A rollout that can't be removed is logged and left for the next sweep.
    /// </summary>
    /// <returns>The number of rollouts removed.</returns>
    public async Task<int> SweepAsync(CancellationToken ct)
    {
        if (options.Value.RetentionDays is not { } days)
        {
            return 0;
        }

        var count = 0;
        var limit = StoredValues.Ticks(clock.GetCurrentInstant() - Duration.FromDays(days));
        await foreach (var row in store.QueryAsync(Table.Due, Partition, RowRange.Before(limit), ct))
        {
            try
            {
                count += await RemoveAsync(row, days, ct) ? 1 : 0;
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                // One that keeps failing must not block the others: removal is an obligation.
                LogFailed(logger, fault, RolloutOf(row)?.Value);
            }
        }

        return count;
    }

    /// <returns>Whether there was a rollout to remove.</returns>
    private async Task<bool> RemoveAsync(Row closing, int days, CancellationToken ct)
    {
        SchemaVersion.Check(closing.Values, Version);
        var isClosed = false;
        if (RolloutOf(closing) is { } id
            && await rollouts.FindAsync(id, ct) is { Rollout.State: RolloutState.Closed } rollout
            && !(rollout.Rollout.ClosedAt > clock.GetCurrentInstant() - Duration.FromDays(days)))
        {
            await eraser.EraseAsync(rollout, ct);
            LogRemoved(logger, id.Value, days);
            isClosed = true;
        }

        await store.CommitAsync(Table.Due, Partition, [RowWrite.Delete(closing.Key)], ct);
        return isClosed;
    }

    private static RolloutId? RolloutOf(Row closing) =>
        RolloutId.Parse(closing.Key[(closing.Key.IndexOf('|', StringComparison.Ordinal) + 1)..]);

    [LoggerMessage(Level = LogLevel.Information, Message = "Rollout {Rollout}, closed more than {Days} days ago, was removed")]
    private static partial void LogRemoved(ILogger logger, string rollout, int days);

    [LoggerMessage(Level = LogLevel.Error, Message = "Rollout {Rollout}, past its retention, could not be removed; the bot will retry")]
    private static partial void LogFailed(ILogger logger, Exception fault, string? rollout);
}
