using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace TeamsRolloutBot.Storage.Sqlite;

/// <summary>
/// Tables in one SQLite file, for a single process. Reads use pooled connections and never wait for
/// the single writer (write-ahead log).
/// </summary>
/// <param name="path">The data file; created with its folder if missing.</param>
internal sealed class EmbeddedTables(string path) : ITableAdapter
{
    private readonly string _path = Path.GetFullPath(path);
    private StoreLock? _lock;
    private GroupCommitWriter? _writer;
    private volatile bool _closed;

    /// <inheritdoc cref="GroupCommitWriter.PageLimit"/>
    public int PageLimit
    {
        get => Writer.PageLimit;
        set => Writer.PageLimit = value;
    }

    private GroupCommitWriter Writer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return _writer ?? throw new InvalidOperationException("The store has not been opened.");
        }
    }

    public ValueTask OpenAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        _lock = StoreLock.Acquire(_path);
        try
        {
            _writer = OpenWriter(EmbeddedSchema.Connect(_path, SqliteOpenMode.ReadWriteCreate), _path);
        }
        catch (SqliteException fault)
        {
            ReleaseLock();
            throw EmbeddedFaults.Describe(fault, _path);
        }
        catch
        {
            ReleaseLock();
            throw;
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Sets up a connection as the writer.</summary>
    /// <exception cref="SqliteException">The file cannot be written.</exception>
    /// <exception cref="StorageException">It is not ours, or too new.</exception>
    public static GroupCommitWriter OpenWriter(SqliteConnection connection, string path)
    {
        try
        {
            // FULL syncs the log on every commit
            // (https://sqlite.org/pragma.html#pragma_synchronous); on macOS, fullfsync also flushes
            // the drive's cache. Checkpointing only every 16 MB writes frequently changed pages to
            // the file once rather than many times.
            EmbeddedSchema.Execute(
                connection,
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA wal_autocheckpoint = 4000; PRAGMA "
                    + "cache_size = -1000");
            EmbeddedSchema.Ensure(connection, path);
            return new(connection, path);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public ValueTask<Row?> GetAsync(Table table, string partition, string key, CancellationToken ct) =>
        new(Read(connection => StoredRows.Get(connection, table, partition, key)));

    public async IAsyncEnumerable<Row> QueryAsync(
        Table table, string partition, KeyInterval interval, [EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            // Each page is read completely and its statement closed: an open one would prevent the
            // log from being reused.
            ct.ThrowIfCancellationRequested();
            var (rows, next) = Read(connection => StoredRows.ReadPage(connection, table, partition, interval));
            foreach (var row in rows)
            {
                yield return row;
            }

            if (next is null)
            {
                yield break;
            }

            // A long scan yields the thread between pages.
            interval = interval with { Lower = next, Limit = interval.Limit - rows.Count };
            await Task.Yield();
        }
    }

    public ValueTask<IReadOnlyList<Row?>> GetManyAsync(Table table, IReadOnlyList<RowAddress> rows, CancellationToken ct) =>
        new(Read<IReadOnlyList<Row?>>(connection =>
        {
            using var together = connection.BeginTransaction(deferred: true);
            return [.. rows.Select(row => StoredRows.Get(connection, table, row.Partition, row.Key))];
        }));

    public ValueTask<CommitResult> CommitAsync(
        Table table, string partition, IReadOnlyList<RowWrite> writes, CancellationToken ct) =>
        Writer.CommitAsync(new PendingCommit(table, partition, writes, ct));

    public ValueTask CheckAsync(CancellationToken ct)
    {
        Read(connection => StoredRows.Get(connection, Table.Settings, "", ""));
        return Writer.CheckAsync(ct);
    }

    public async IAsyncEnumerable<string> ListPartitionsAsync(Table table, [EnumeratorCancellation] CancellationToken ct)
    {
        // One at a time, so that no statement stays open while the caller processes a partition.
        for (var last = string.Empty; Read(connection => StoredRows.NextPartition(connection, table, last)) is { } next; last = next)
        {
            ct.ThrowIfCancellationRequested();
            yield return next;
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        using (var pooled = EmbeddedSchema.Reader(_path))
        {
            SqliteConnection.ClearPool(pooled);
        }

        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }

        ReleaseLock();
    }

    private T Read<T>(Func<SqliteConnection, T> read)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        try
        {
            using var connection = EmbeddedSchema.Reader(_path);
            connection.Open();
            return read(connection);
        }
        catch (SqliteException fault)
        {
            throw EmbeddedFaults.Describe(fault, _path);
        }
        catch (FormatException fault)
        {
            throw EmbeddedFaults.Damaged(_path, fault);
        }
    }

    private void ReleaseLock()
    {
        _lock?.Dispose();
        _lock = null;
    }
}
