using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Documents;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Brings state of earlier releases up to date, once: what this release looks up in indexes is put
/// into them, and what it counts is counted. Runs beside the bot; cut short, it is run again from
/// the beginning.
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
