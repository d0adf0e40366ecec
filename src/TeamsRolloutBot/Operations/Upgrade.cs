using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Upgrades state of earlier releases, once: builds this release's indexes and counts. Runs next to
/// the bot; if interrupted, it starts over.
/// </summary>
internal sealed partial class Upgrade(ITableStore store, Repair repair, ILogger<Upgrade> logger)
{
    private const string Partition = "release";
    private const string Row = "3";
    private const int Version = 1;

    /// <returns>Whether there was anything to do.</returns>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        if (await store.GetAsync(Table.Settings, Partition, Row, ct) is not null)
        {
            return false;
        }

        var (rollouts, differences) = await repair.RunAsync(onlyLook: false, _ => { }, ct);
        await store.CommitAsync(Table.Settings, Partition, [RowWrite.Upsert(Row, SchemaVersion.Stamp([], Version))], ct);
        LogUpgraded(logger, rollouts, differences);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Rollouts} rollouts are up to date with this release; {Differences} changes")]
    private static partial void LogUpgraded(ILogger logger, int rollouts, int differences);
}
