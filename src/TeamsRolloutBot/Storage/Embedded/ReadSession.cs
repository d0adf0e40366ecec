using Microsoft.Data.Sqlite;

namespace TeamsRolloutBot.Storage.Embedded;

/// <summary>One reading connection with its prepared statements. Used by one caller at a time.</summary>
internal sealed class ReadSession : IDisposable
{
    private const int MaxPageRows = 256;
    private const int MaxPageBytes = 4 * 1024 * 1024;

    /// <summary>Above every escaped key, which is printable ASCII.</summary>
    private const string AfterLastKey = "\u007f";

    private readonly SqliteConnection _connection;
    private readonly Statement _begin;
    private readonly Statement _end;
    private readonly Statement _get;
    private readonly Statement _page;

    public ReadSession(string path)
    {
        _connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ConnectionString);
        _connection.Open();

        // Every commit of the writer makes SQLite drop what a reader has cached, and dropping takes the longer the more there is.
        EmbeddedSchema.Execute(_connection, "PRAGMA cache_size = -64");
        Statement.KeepPlans(_connection);
        _begin = new(_connection, "BEGIN");
        _end = new(_connection, "COMMIT");
        _get = new(_connection, "SELECT version, vals FROM entities WHERE tbl = ?1 AND prt = ?2 AND key = ?3");
        _page = new(
            _connection,
            """
            SELECT version, vals, key FROM entities
            WHERE tbl = ?1 AND prt = ?2 AND key >= ?3 AND key < ?4 ORDER BY key LIMIT ?5
            """);
    }

    /// <summary>For a backup, which reads with a connection of its own.</summary>
    public SqliteConnection Connection => _connection;

    public Row? Get(Table table, string partition, string key) =>
        GetOne(table, partition, key, (partition, key), static (get, at) => ReadRow(get, at.partition, at.key));

    /// <summary>The row as it is stored.</summary>
    public RecentRow? GetEncoded(Table table, string partition, string key) =>
        GetOne(table, partition, key, 0, static (get, _) => new RecentRow(get.Number(0), PendingCommit.ETagOf(get.Number(0)), get.Blob(1).ToArray()));

    /// <summary>Reads in one transaction what would else take one for each read: beginning one costs more than reading a row.</summary>
    /// <remarks>After an exception the session is in the middle of the transaction and of no more use.</remarks>
    public TResult ReadTogether<TState, TResult>(TState state, Func<ReadSession, TState, TResult> read)
    {
        _begin.Run();
        var result = read(this, state);
        _end.Run();
        return result;
    }

    /// <summary>The next rows of an interval: a page by count or by size, whichever is full first.</summary>
    /// <returns>Where the next page begins, or <see langword="null"/> after the last.</returns>
    public RowBound? ReadPage(Table table, string partition, KeyInterval interval, List<Row> page)
    {
        // Keys that extend k go on with ' ' or more, so k + ' ' is the first place after k itself.
        var from = interval.Lower is not { } lower ? "" : lower.IsInclusive ? lower.Key : lower.Key + ' ';
        var end = interval.Upper is not { } upper ? AfterLastKey : upper.IsInclusive ? upper.Key + ' ' : upper.Key;
        var limit = Math.Min(interval.Limit, MaxPageRows);
        _page.At((long)table, partition, from).Bind(4, end).Bind(5, limit);
        try
        {
            var bytes = 0L;
            while (_page.Step())
            {
                var row = ReadRow(_page, partition, _page.Text(2));
                page.Add(row);
                bytes += _page.Blob(1).Length;
                if (page.Count == limit || bytes >= MaxPageBytes)
                {
                    return page.Count == interval.Limit ? null : RowBound.Exclusive(row.Key);
                }
            }

            return null;
        }
        finally
        {
            _page.Reset();
        }
    }

    /// <summary>The rows of an interval, of which there are few.</summary>
    public List<Row> ReadAll(Table table, string partition, KeyInterval interval)
    {
        var rows = new List<Row>();
        var page = new List<Row>();
        while (true)
        {
            var next = ReadPage(table, partition, interval, page);
            if (next is null && rows.Count == 0)
            {
                return page;
            }

            rows.AddRange(page);
            if (next is null)
            {
                return rows;
            }

            interval = interval with { Lower = next, Limit = interval.Limit - page.Count };
            page.Clear();
        }
    }

    /// <summary>The first partition of a table after another; null after the last.</summary>
    public string? NextPartition(Table table, string after)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT prt FROM entities WHERE tbl = $tbl AND prt > $after ORDER BY prt LIMIT 1";
        command.Parameters.AddWithValue("$tbl", (long)table);
        command.Parameters.AddWithValue("$after", after);
        return (string?)command.ExecuteScalar();
    }

    public void Dispose()
    {
        _begin.Dispose();
        _end.Dispose();
        _get.Dispose();
        _page.Dispose();
        _connection.Dispose();
    }

    private TResult? GetOne<TState, TResult>(Table table, string partition, string key, TState state, Func<Statement, TState, TResult> read)
        where TResult : class
    {
        if (!_get.At((long)table, partition, key).Step())
        {
            return null;
        }

        try
        {
            return read(_get, state);
        }
        finally
        {
            _get.Reset();
        }
    }

    private static Row ReadRow(Statement at, string partition, string key) =>
        new(partition, key, PendingCommit.ETagOf(at.Number(0)), RowCodec.Decode(at.Blob(1)));
}
