using Microsoft.Data.Sqlite;

namespace TeamsRolloutBot.Storage.Embedded;

/// <summary>
/// Copies of the data file: made while the bot runs, put in its place while it does not.
/// </summary>
internal static class EmbeddedBackup
{
    /// <summary>
    /// Writes a consistent copy to another file while the store goes on working, in this process or
    /// another. The copy appears under its name only when it is whole and was looked through, and
    /// replaces what was there.
    /// </summary>
    /// <returns>The number of rows in it.</returns>
    /// <exception cref="StorageException">The copy could not be written.</exception>
    public static long Write(string path, string copyPath)
    {
        var whole = Path.GetFullPath(copyPath);
        var partial = whole + ".partial";
        return Guard(whole, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
            Remove(partial);
            using (var source = EmbeddedSchema.Connect(path, SqliteOpenMode.ReadOnly))
            using (var copy = EmbeddedSchema.Connect(partial, SqliteOpenMode.ReadWriteCreate))
            {
                source.BackupDatabase(copy);
            }

            var rows = EmbeddedSchema.Verify(partial);
            File.Move(partial, whole, overwrite: true);
            return rows;
        });
    }

    /// <summary>
    /// Puts a backup in the place of the data file. At every moment a whole file stands there: the
    /// backup's copy takes its place in one step, after what was there has been kept aside.
    /// </summary>
    /// <param name="path">The data file.</param>
    /// <param name="backupPath">The backup; it stays as it is.</param>
    /// <param name="suffix">What is put behind the name of the file that is kept aside.</param>
    /// <returns>Where the old file was kept, null where there was none; and the number of rows that
    /// are there now.</returns>
    /// <exception cref="StorageException">The bot is running, the backup can't be used, or there is
    /// no room. Nothing was changed.</exception>
    public static (string? Kept, long Rows) Restore(string path, string backupPath, string suffix)
    {
        var whole = Path.GetFullPath(path);
        var incoming = whole + ".incoming";
        using var held = StoreLock.Acquire(whole);
        return Guard(whole, () =>
        {
            Remove(incoming);
            Copy(backupPath, incoming);
            var rows = EmbeddedSchema.Verify(incoming);
            var kept = File.Exists(whole) ? KeepAside(whole, whole + suffix) : null;

            // What is left of the old file's log would be taken for the new one's.
            File.Delete(whole + "-wal");
            File.Delete(whole + "-shm");
            File.Move(incoming, whole, overwrite: true);
            return (kept, rows);
        });
    }

    private static string KeepAside(string path, string aside)
    {
        try
        {
            using var old = EmbeddedSchema.Connect(path, SqliteOpenMode.ReadWrite);
            EmbeddedSchema.Execute(old, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException)
        {
            // A damaged file is kept as it is: it may be why a backup is put in its place.
        }

        // The log as well, where there is one: of a damaged file, or of one that somebody reads,
        // such as a backup that is being made.
        if (File.Exists(path + "-wal"))
        {
            Copy(path + "-wal", aside + "-wal");
        }

        Copy(path, aside);
        return aside;
    }

    // On the disk before anything is renamed or removed in its favour: after a loss of power a file
    // may else bear its name and be empty.
    private static void Copy(string from, string to)
    {
        File.Copy(from, to);
        OwnFile.Close(to);
        using var copy = new FileStream(to, FileMode.Open, FileAccess.ReadWrite);
        copy.Flush(flushToDisk: true);
    }

    private static void Remove(string path)
    {
        foreach (var end in new[] { "", "-wal", "-shm", "-journal" })
        {
            File.Delete(path + end);
        }
    }

    private static T Guard<T>(string path, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (SqliteException fault)
        {
            throw EmbeddedFaults.Describe(fault, path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"'{path}' could not be written: {fault.Message}", isTransient: false, fault);
        }
    }
}
