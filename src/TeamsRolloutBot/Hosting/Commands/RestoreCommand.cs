using NodaTime.Text;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.Hosting.Commands;

/// <summary>
/// <c>restore FILE</c>: replaces the embedded store with a backup and keeps the old file next to
/// it. The bot must be stopped.
/// </summary>
internal static class RestoreCommand
{
    private static readonly InstantPattern Stamp = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    public static Task<int> RunAsync(string[] arguments) => StoreCommand.RunAsync(async () =>
    {
        var (own, settings) = StoreCommand.Split(arguments);
        if (own is not [var file])
        {
            return await StoreCommand.UsageAsync("restore FILE");
        }

        var storage = StoreCommand.ReadStorage(StoreCommand.Configure(settings).Configuration);
        if (storage.Kind != StorageKind.Embedded)
        {
            throw new StorageException("This command only restores the embedded store (Storage:Kind).", isTransient: false);
        }

        if (!File.Exists(file))
        {
            throw new StorageException($"The file '{Path.GetFullPath(file)}' does not exist.", isTransient: false);
        }

        var (kept, rows) = EmbeddedBackup.Restore(storage.Path, file, $".before-{Stamp.Format(SystemClock.Instance.GetCurrentInstant())}");
        Console.WriteLine(
            $"{Path.GetFullPath(storage.Path)}: {rows} rows, "
                + $"restored.{(kept is null ? string.Empty : $" What was there before is kept as {kept}.")}");
        return 0;
    });
}
