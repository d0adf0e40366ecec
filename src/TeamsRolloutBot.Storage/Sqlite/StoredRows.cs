using Microsoft.Data.Sqlite;

namespace TeamsRolloutBot.Storage.Sqlite;

/// <summary>Reads a data file, on a connection owned by the caller.</summary>
internal static class StoredRows
{
    private const int MaxPageRows = 256;
    private const int MaxPageBytes = 4 * 1024 * 1024;

    /// <summary>Greater than any escaped key, which is printable ASCII.</summary>
    private const string AfterLastKey = "\u007f";

    public static Row? Get(SqliteConnection connection, Table table, string partition, string key)
    {
        using var command = Command(connection, "SELECT version, vals FROM entities WHERE tbl = $tbl AND prt = $prt AND key = $key", table);
        command.Parameters.AddWithValue("$prt", partition);
        command.Parameters.AddWithValue("$key", key);
        using var reader = command.ExecuteReader();
        return reader.Read() ? RowAt(reader, partition, key) : null;
    }

    /// <summary>
    /// The next rows of an interval: a page limited by count or size, whichever is reached first.
    /// </summary>
    /// <returns>The rows, and where the next page starts; <see langword="null"/> after the
    /// last.</returns>
    public static (List<Row> Rows, RowBound? Next) ReadPage(
        SqliteConnection connection, Table table, string partition, KeyInterval interval)
    {
        // Keys extending k continue with ' ' or higher, so k + ' ' is the first position after k
        // itself.
        var from = interval.Lower is not { } lower ? "" : lower.IsInclusive ? lower.Key : lower.Key + ' ';
        var end = interval.Upper is not { } upper ? AfterLastKey : upper.IsInclusive ? upper.Key + ' ' : upper.Key;
        var limit = Math.Min(interval.Limit, MaxPageRows);
        using var command = Command(
            connection,
            "SELECT version, vals, key FROM entities WHERE tbl = $tbl AND prt = $prt AND key >= $from AND key < $end ORDER BY key "
                + "LIMIT $limit",
            table);
        command.Parameters.AddWithValue("$prt", partition);
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$end", end);
        command.Parameters.AddWithValue("$limit", limit);
        using var reader = command.ExecuteReader();
        var rows = new List<Row>();
        var bytes = 0L;
        while (reader.Read())
        {
            var row = RowAt(reader, partition, reader.GetString(2));
            rows.Add(row);
            bytes += reader.GetBytes(1, 0, null, 0, 0);
            if (rows.Count == limit || bytes >= MaxPageBytes)
            {
                return (rows, rows.Count == interval.Limit ? null : RowBound.Exclusive(row.Key));
            }
        }

        return (rows, null);
    }

    /// <summary>The next partition of a table; null after the last.</summary>
    public static string? NextPartition(SqliteConnection connection, Table table, string after)
    {
        using var command = Command(connection, "SELECT prt FROM entities WHERE tbl = $tbl AND prt > $after ORDER BY prt LIMIT 1", table);
        command.Parameters.AddWithValue("$after", after);
        return (string?)command.ExecuteScalar();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, Table table)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$tbl", (long)table);
        return command;
    }

    private static Row RowAt(SqliteDataReader reader, string partition, string key) =>
        new(partition, key, PendingCommit.ETagOf(reader.GetInt64(0)), RowCodec.Decode(reader.GetFieldValue<byte[]>(1)));
}
