namespace TeamsRolloutBot.Storage.Embedded;

/// <summary>
/// Holds a data file for this process alone, by an open file beside it: the writer keeps counters
/// in memory, which a second process would not see. The operating system lets go of it when the
/// process ends, however it ends.
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

            // The lock file stays when it is released: removing it would let two processes lock two
            // different files.
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
        $"The folder of '{path}' cannot be created or written. Grant write access to it, or set Storage:Path to another place.",
        isTransient: false,
        fault);
}
