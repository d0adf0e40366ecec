using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace TeamsRolloutBot.Storage.Embedded;

/// <summary>The log into which SQLite writes what is committed, before it is brought into the data file.</summary>
internal interface IWriteAheadLog : IDisposable
{
    /// <summary>Brings to disk what has been written. Beside the writing of more, of which it says nothing.</summary>
    /// <exception cref="IOException">It may not be on disk, and no later sync brings it there: see <see cref="WriteAgain"/>.</exception>
    void Sync();

    /// <summary>
    /// Writes again what is in it. After a sync that failed the system takes for written what is not, and would not write it at the next one
    /// (https://wiki.postgresql.org/wiki/Fsync_Errors). Not while anything else is written.
    /// </summary>
    /// <exception cref="IOException">It could not be written.</exception>
    void WriteAgain();
}

/// <inheritdoc cref="IWriteAheadLog"/>
/// <remarks>
/// Opened beside SQLite, whose locks are on the data file and on the shared memory (https://sqlite.org/walformat.html#wal_locks): closing a file lets go of a
/// process's locks on it (https://sqlite.org/howtocorrupt.html, 2.2), and there are none on this one.
/// </remarks>
internal sealed class WriteAheadLog : IWriteAheadLog
{
    private const int AtOnce = 1024 * 1024;

    private readonly SafeFileHandle _file;

    private WriteAheadLog(SafeFileHandle file) => _file = file;

    /// <summary>Opens the log of a connection that has written to it; while that is open, the log stays the same file.</summary>
    public static WriteAheadLog Of(SqliteConnection connection)
    {
        // Where the data file is reached by a link, the log lies beside the file itself.
        var data = SQLitePCL.raw.sqlite3_db_filename(connection.Handle, "main").utf8_to_string();
        return new(File.OpenHandle(data + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));
    }

    public void Sync() => RandomAccess.FlushToDisk(_file);

    public void WriteAgain()
    {
        var bytes = new byte[AtOnce];
        for (var (offset, read) = (0L, 0); (read = RandomAccess.Read(_file, bytes, offset)) > 0; offset += read)
        {
            RandomAccess.Write(_file, bytes.AsSpan(0, read), offset);
        }
    }

    public void Dispose() => _file.Dispose();
}
