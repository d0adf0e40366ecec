using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TeamsRolloutBot.Storage.Embedded;

/// <summary>
/// A statement that is prepared once and run for every row that is read or written. Straight on SQLite's own interface
/// (https://sqlite.org/c3ref/stmt.html): the provider's commands look parameters up by name and make a reader for each run, which cost more than the statement.
/// </summary>
/// <remarks>Used by one caller at a time. Parameters are numbered from 1: table, partition, key, and what else the statement has.</remarks>
internal sealed class Statement : IDisposable
{
    private const int MostKeyBytes = 4096;
    private const int QueryPlannerStability = 1007;

    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    public Statement(SqliteConnection connection, string sql)
    {
        _connection = connection.Handle!;

        // Another connection may hold the file for the moment of a checkpoint.
        raw.sqlite3_busy_timeout(_connection, 5000);
        Check(raw.sqlite3_prepare_v3(_connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>
    /// Has statements prepared once stay so. Else one with a range is prepared anew whenever it is given other bounds, which takes longer than the reading of a few rows
    /// (SQLITE_DBCONFIG_ENABLE_QPSG, https://sqlite.org/c3ref/c_dbconfig_defensive.html).
    /// </summary>
    public static void KeepPlans(SqliteConnection connection)
    {
        if (raw.sqlite3_db_config(connection.Handle!, QueryPlannerStability, 1, out _) is var result and not raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, connection.Handle!);
        }
    }

    /// <summary>Names the row, or where a range begins.</summary>
    public Statement At(long table, string partition, string key) => Bind(1, table).Bind(2, partition).Bind(3, key);

    public Statement At(in RowPlace at) => At(at.Table, at.Partition, at.Key);

    public Statement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, parameter, value));
        return this;
    }

    /// <param name="parameter">Its number.</param>
    /// <param name="text">An escaped key: ASCII.</param>
    public Statement Bind(int parameter, string text)
    {
        Span<byte> bytes = text.Length <= MostKeyBytes ? stackalloc byte[text.Length] : new byte[text.Length];
        Encoding.ASCII.GetBytes(text, bytes);
        Check(raw.sqlite3_bind_text(_statement, parameter, (ReadOnlySpan<byte>)bytes));
        return this;
    }

    public Statement Bind(int parameter, ReadOnlySpan<byte> blob)
    {
        Check(raw.sqlite3_bind_blob(_statement, parameter, blob));
        return this;
    }

    /// <summary>Goes to the next row; at the end, or after a failure, the statement is ready to be run again.</summary>
    /// <exception cref="SqliteException">The statement failed.</exception>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
        {
            Check(result);
        }

        return false;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    /// <exception cref="SqliteException">The statement failed.</exception>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>The first column of the first row as a number; null when there is no row.</summary>
    /// <exception cref="SqliteException">The statement failed.</exception>
    public long? Number()
    {
        if (!Step())
        {
            return null;
        }

        var number = Number(0);
        Reset();
        return number;
    }

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    /// <summary>The bytes of a column, until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <summary>Lets go of the row it stands at: an open read would keep the log from being reused.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _connection);
        }
    }
}
