using Microsoft.Data.Sqlite;

namespace TeamsRolloutBot.Storage.Sqlite;

/// <summary>The schema of the data file, and its metadata.</summary>
internal static class EmbeddedSchema
{
    /// <summary>
    /// The schema version this release writes. A file with a higher one is from a newer release and
    /// is left alone.
    /// </summary>
    public const long Version = 1;

    // Another program may briefly hold the file during a checkpoint.
    private const int BusySeconds = 5;

    private const string VersionName = "schema";

    // The first release, which wrote the value ahead of the versions in use, chose this name.
    private const string LastVersionName = "reserved_row_version";

    /// <summary>
    /// Creates the tables of a new file; rejects a file that is not ours or is too new.
    /// </summary>
    /// <exception cref="StorageException">The file cannot be used; the message says
    /// why.</exception>
    public static void Ensure(SqliteConnection connection, string path)
    {
        using var transaction = connection.BeginTransaction();
        if (ReadScalar(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'meta'") is 0L)
        {
            if (ReadScalar(connection, "SELECT count(*) FROM sqlite_schema") is not 0L)
            {
                throw EmbeddedFaults.Damaged(path, fault: null);
            }

            // Keys are escaped to ASCII, so SQLite's byte-wise BINARY collation is ordinal order.
            Execute(
                connection,
                $"""
                CREATE TABLE meta (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
                CREATE TABLE entities (
                    tbl INTEGER NOT NULL,
                    prt TEXT NOT NULL,
                    key TEXT NOT NULL,
                    version INTEGER NOT NULL,
                    vals BLOB NOT NULL,
                    PRIMARY KEY (tbl, prt, key)) WITHOUT ROWID;
                INSERT INTO meta VALUES ('{VersionName}', {Version}), ('{LastVersionName}', 0);
                """);
        }

        var found = ReadScalar(connection, $"SELECT value FROM meta WHERE name = '{VersionName}'");
        if (found is not Version)
        {
            throw new StorageException(
                $"'{path}' has data layout {found}, but this version of the bot knows {Version}. Run the version that wrote the file, "
                    + "or restore a backup made by this one.",
                isTransient: false);
        }

        transaction.Commit();
    }

    /// <summary>Opens a dedicated connection.</summary>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        if (mode == SqliteOpenMode.ReadWriteCreate)
        {
            OwnFile.Ensure(path);
        }

        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = mode,
                Pooling = false,
                DefaultTimeout = BusySeconds
            }.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A pooled read-only connection, not opened yet.</summary>
    public static SqliteConnection Reader(string path) =>
        new(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = SqliteOpenMode.ReadOnly,
                DefaultTimeout = BusySeconds
            }.ConnectionString);

    /// <summary>Verifies a whole file.</summary>
    /// <returns>The number of rows.</returns>
    /// <exception cref="StorageException">The file is damaged, belongs to another program, or is
    /// from a newer release.</exception>
    public static long Verify(string path)
    {
        try
        {
            using var connection = Connect(path, SqliteOpenMode.ReadWrite);
            if (ReadScalar(connection, "PRAGMA integrity_check") is not "ok"
                || ReadScalar(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'meta'") is 0L)
            {
                throw EmbeddedFaults.Damaged(path, fault: null);
            }

            Ensure(connection, path);
            return (long)ReadScalar(connection, "SELECT count(*) FROM entities")!;
        }
        catch (SqliteException fault)
        {
            throw EmbeddedFaults.Describe(fault, path);
        }
    }

    /// <summary>The highest row version that may have been assigned.</summary>
    public static long ReadLastVersion(SqliteConnection connection) =>
        (long)ReadScalar(connection, $"SELECT value FROM meta WHERE name = '{LastVersionName}'")!;

    public static void WriteLastVersion(SqliteConnection connection, long version) =>
        Execute(connection, $"UPDATE meta SET value = {version} WHERE name = '{LastVersionName}'");

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? ReadScalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
