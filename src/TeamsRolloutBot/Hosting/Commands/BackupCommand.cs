using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.Hosting.Commands;

/// <summary>
/// <c>backup FILE</c>: makes a consistent copy of the embedded store, whether or not the bot is
/// running.
/// </summary>
internal static class BackupCommand
{
    public static Task<int> RunAsync(string[] arguments) => StoreCommand.RunAsync(async () =>
    {
        var (own, settings) = StoreCommand.Split(arguments);
        if (own is not [var file])
        {
            return await StoreCommand.UsageAsync("backup FILE");
        }

        var storage = StoreCommand.ReadStorage(StoreCommand.Configure(settings).Configuration);
        if (storage.Kind != StorageKind.Embedded)
        {
            throw new StorageException(
                "This command only backs up the embedded store; for Azure Tables, use the storage account's own backup.",
                isTransient: false);
        }

        if (!File.Exists(storage.Path))
        {
            throw new StorageException($"There is no data file at '{Path.GetFullPath(storage.Path)}' (Storage:Path).", isTransient: false);
        }

        var rows = EmbeddedBackup.Write(storage.Path, file);
        Console.WriteLine($"{Path.GetFullPath(file)}: {rows} rows, whole.");
        return 0;
    });
}
