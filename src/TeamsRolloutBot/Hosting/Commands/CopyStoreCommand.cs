using TeamsRolloutBot.State.Maintenance;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.Hosting.Commands;

/// <summary>
/// <c>copy-store</c>: copies the embedded store (<c>Storage:Path</c>) into Azure Tables
/// (<c>Storage:ConnectionString</c> or <c>Storage:AccountUri</c>, <c>Storage:TablePrefix</c>) and
/// compares both row by row. The bot must be stopped.
/// </summary>
internal static class CopyStoreCommand
{
    public static Task<int> RunAsync(string[] arguments) => StoreCommand.RunAsync(async () =>
    {
        var (own, settings) = StoreCommand.Split(arguments);
        if (own.Length > 0)
        {
            return await StoreCommand.UsageAsync("copy-store");
        }

        var configuration = StoreCommand.Configure(settings).Configuration;
        var from = StoreCommand.ReadStorage(configuration, StorageKind.Embedded);
        var to = StoreCommand.ReadStorage(configuration, StorageKind.AzureTables);
        if (!File.Exists(from.Path))
        {
            throw new StorageException($"There is no data file at '{Path.GetFullPath(from.Path)}' (Storage:Path).", isTransient: false);
        }

        await using var source = new TableStore(new EmbeddedTables(from.Path));
        await source.OpenAsync();
        await using var target = new TableStore(StorageServices.CreateAzure(to, credential: null));
        await target.OpenAsync();
        var outcome = await StoreCopy.RunAsync(source, target);
        foreach (var difference in outcome.Differences)
        {
            await Console.Error.WriteLineAsync(difference);
        }

        Console.WriteLine(outcome.Differences.Count == 0
            ? $"{outcome.Rows} rows copied and compared. Set Storage:Kind=AzureTables to use them; the file is unchanged."
            : $"{outcome.Rows} rows match; the differences are listed above.");
        return outcome.Differences.Count == 0 ? 0 : 1;
    });
}
