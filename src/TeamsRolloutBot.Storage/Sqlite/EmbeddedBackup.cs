using Microsoft.Data.Sqlite;

namespace TeamsRolloutBot.Storage.Sqlite;

/// <summary>
/// Copies of the data file: created while the bot runs, restored while it is stopped.
/// </summary>
internal static class EmbeddedBackup
{
    /// <summary>
    /// Writes a consistent copy to another file while the store stays in use, by this process or
    /// another. The copy is complete and verified before it appears under its name, replacing any
    /// existing file.
    /// </summary>
    /// <returns>The number of rows in the copy.</returns>
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
    /// Restores a backup over the data file. A complete file is in place at every moment: the old
    /// file is kept aside first, then the copy is moved into place atomically.
    /// </summary>
    /// <param name="path">The data file.</param>
    /// <param name="backupPath">The backup, which is not changed.</param>
    /// <param name="suffix">Appended to the name of the file kept aside.</param>
    /// <returns>Where the old file was kept, null if there was none; and the number of rows
    /// restored.</returns>
    /// <exception cref="StorageException">The bot is running, the backup is unusable, or the disk
    /// is full. Nothing was changed.</exception>
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

            // A leftover WAL of the old file would be applied to the new one.
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
            // A damaged file is kept as it is: it may be the reason for the restore.
        }

        // The WAL as well, if there is one: left by a damaged file, or in use by a reader such as a
        // running backup.
        if (File.Exists(path + "-wal"))
        {
            Copy(path + "-wal", aside + "-wal");
        }

        Copy(path, aside);
        return aside;
    }

    // Flush to disk before anything is renamed or removed in its favour; otherwise a power loss
    // could leave an empty file under its name.
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
