namespace TeamsRolloutBot.Storage.Sqlite;

/// <summary>
/// Locks a data file for this process by holding a lock file open: the writer's in-memory counters
/// would be invisible to a second process. The operating system releases the lock however the
/// process ends.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    /// <exception cref="StorageException">Another process holds the file, or the folder cannot be
    /// written.</exception>
    public static StoreLock Acquire(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);

            // The lock file is never deleted: otherwise two processes could lock two different
            // files.
            return new(new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or DirectoryNotFoundException or PathTooLongException)
        {
            throw Unusable(path, fault);
        }
        catch (IOException fault) when (!File.Exists(path + ".lock"))
        {
            throw Unusable(path, fault);
        }
        catch (IOException fault)
        {
            throw new StorageException(
                $"'{path}' is in use by another process. The embedded store is for one instance: stop the other one, set Storage:Path "
                    + "to another file, or set Storage:Kind to AzureTables to run several.",
                isTransient: false,
                fault);
        }
    }

    public void Dispose() => _file.Dispose();

    private static StorageException Unusable(string path, Exception fault) => new(
        $"The folder of '{path}' cannot be created or written. Grant write access to it, or set Storage:Path to another location.",
        isTransient: false,
        fault);
}
