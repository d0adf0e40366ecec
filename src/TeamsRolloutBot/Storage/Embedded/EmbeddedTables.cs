using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace TeamsRolloutBot.Storage.Embedded;

/// <summary>
/// Tables in one SQLite file, for one process. Reads run on pooled connections beside the one writer, which they never
/// wait for (write-ahead log).
/// </summary>
/// <param name="path">The data file; made with its folder where it is missing.</param>
/// <param name="openLog">Opens what the writer syncs; null: the log of the data file.</param>
internal sealed class EmbeddedTables(string path, Func<SqliteConnection, IWriteAheadLog>? openLog = null) : ITableAdapter
{
    private readonly string _path = Path.GetFullPath(path);
    private readonly ReadSessionPool _sessions = new(Path.GetFullPath(path));
    private readonly RecentRows _recent = new();
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
            _writer = OpenWriter();
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

    public ValueTask<Row?> GetAsync(Table table, string partition, string key, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var place = new RowPlace((long)table, partition, key);
        if (_recent.Find(place) is { } recent)
        {
            return new(RowOf(recent, partition, key));
        }

        if (_recent.Expect(place) is not { } expected)
        {
            return new(Read((table, partition, key), static (session, at) => session.Get(at.table, at.partition, at.key)));
        }

        // Read again and again, like the head of a rollout whose turn it is.
        return new(Read((table, place, expected, _recent), static (session, at) =>
        {
            if (session.GetEncoded(at.table, at.place.Partition, at.place.Key) is not { } read)
            {
                return null;
            }

            var row = RowOf(read, at.place.Partition, at.place.Key);
            at._recent.Offer(at.place, read, at.expected);
            return row;
        }));
    }

    public async IAsyncEnumerable<Row> QueryAsync(
        Table table, string partition, KeyInterval interval, [EnumeratorCancellation] CancellationToken ct)
    {
        // A page is read at once and its statement closed: an open one would keep the log from being reused.
        var page = new List<Row>();
        RowBound? next = null;
        do
        {
            ct.ThrowIfCancellationRequested();
            page.Clear();
            next = Read((table, partition, interval, page), static (session, at) =>
                session.ReadPage(at.table, at.partition, at.interval, at.page));
            foreach (var row in page)
            {
                yield return row;
            }

            if (next is not null)
            {
                // A long scan lets others have the thread between its pages.
                interval = interval with { Lower = next, Limit = interval.Limit - page.Count };
                await Task.Yield();
            }
        }
        while (next is not null);
    }

    public ValueTask<IReadOnlyList<Row?>> GetManyAsync(Table table, IReadOnlyList<RowAddress> rows, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var found = new Row?[rows.Count];
        List<int>? onDisk = null;
        for (var i = 0; i < found.Length; i++)
        {
            if (_recent.Find(new RowPlace((long)table, rows[i].Partition, rows[i].Key)) is { } recent)
            {
                found[i] = RowOf(recent, rows[i].Partition, rows[i].Key);
            }
            else
            {
                (onDisk ??= []).Add(i);
            }
        }

        return new(onDisk is null ? found : Read((table, rows, onDisk, found), static (session, at) => session.ReadTogether(at, static (session, at) =>
        {
            foreach (var i in at.onDisk)
            {
                at.found[i] = session.Get(at.table, at.rows[i].Partition, at.rows[i].Key);
            }

            return at.found;
        })));
    }

    public ValueTask<IReadOnlyList<IReadOnlyList<Row>>> QueryManyAsync(
        Table table, IReadOnlyList<string> partitions, KeyInterval interval, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        return new(Read((table, partitions, interval, ct), static (session, at) => session.ReadTogether(at, static (session, at) =>
        {
            var found = new IReadOnlyList<Row>[at.partitions.Count];
            for (var i = 0; i < found.Length; i++)
            {
                at.ct.ThrowIfCancellationRequested();
                found[i] = session.ReadAll(at.table, at.partitions[i], at.interval);
            }

            return found;
        })));
    }

    public ValueTask<CommitResult> CommitAsync(
        Table table, string partition, IReadOnlyList<RowWrite> writes, CancellationToken ct) =>
        Writer.CommitAsync(new PendingCommit(table, partition, writes, ct));

    public ValueTask CheckAsync(CancellationToken ct)
    {
        Read(0, static (session, _) => session.Get(Table.Settings, "", ""));
        return Writer.CheckAsync(ct);
    }

    public async IAsyncEnumerable<string> ListPartitionsAsync(Table table, [EnumeratorCancellation] CancellationToken ct)
    {
        // One at a time, so that no statement stays open while the caller works on a partition.
        var next = string.Empty;
        while (Read((table, next), static (session, at) => session.NextPartition(at.table, at.next)) is { } partition)
        {
            ct.ThrowIfCancellationRequested();
            yield return partition;
            next = partition;
            await Task.Yield();
        }
    }

    /// <inheritdoc cref="EmbeddedBackup.Write"/>
    public Task BackupAsync(string copyPath, CancellationToken ct = default) => Task.Run(
        () =>
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            EmbeddedBackup.Write(_path, copyPath);
        },
        ct);

    public async ValueTask DisposeAsync()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        _sessions.Dispose();
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }

        ReleaseLock();
    }

    private static Row RowOf(RecentRow row, string partition, string key) => new(partition, key, row.ETag, RowCodec.Decode(row.Values));

    private GroupCommitWriter OpenWriter()
    {
        var connection = EmbeddedSchema.Connect(_path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            // NORMAL syncs the log before what is in it is brought into the data file, and not at every commit (https://sqlite.org/pragma.html#pragma_synchronous): that the
            // writer does, beside further commits. macOS needs to be told that the drive's own cache counts too. The log is brought into the file every 16 MB: pages that are written over and over, once for many times.
            // After a commit that has moved rows between pages SQLite walks its whole cache, which at 16 MB takes longer than reading again what 3 MB do not hold.
            EmbeddedSchema.Execute(
                connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA fullfsync = ON; PRAGMA cache_size = -3000; PRAGMA wal_autocheckpoint = 4000");
            EmbeddedSchema.Ensure(connection, _path);
            return new(connection, _recent, _path, openLog ?? WriteAheadLog.Of);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private TResult Read<TState, TResult>(TState state, Func<ReadSession, TState, TResult> read)
    {
        ReadSession? session = null;
        try
        {
            session = _sessions.Rent();
            var result = read(session, state);
            _sessions.Return(session);
            session = null;
            return result;
        }
        catch (SqliteException fault)
        {
            throw EmbeddedFaults.Describe(fault, _path);
        }
        catch (FormatException fault)
        {
            throw EmbeddedFaults.Damaged(_path, fault);
        }
        finally
        {
            // A connection on which something failed is not used again.
            session?.Dispose();
        }
    }

    private void ReleaseLock()
    {
        _lock?.Dispose();
        _lock = null;
    }
}
