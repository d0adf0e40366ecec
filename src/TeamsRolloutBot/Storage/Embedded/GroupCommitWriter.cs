using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace TeamsRolloutBot.Storage.Embedded;

/// <summary>
/// The one writer of a data file. It takes all commits that wait and runs them as one transaction; a thread beside it brings to disk what has been run, and then
/// answers: the next transactions run while one sync is under way, and share the next. Nothing is answered before it is on disk. It may be read a moment before
/// that; whatever is changed because of it stands behind it in the log, and is on disk no sooner.
/// </summary>
internal sealed class GroupCommitWriter : IAsyncDisposable
{
    private const int MaxWaiting = 4096;
    private const int MaxCommitsInGroup = 512;
    private const int MaxRowsInGroup = 4096;

    /// <summary>How many transactions the writer may be ahead of the disk.</summary>
    private const int MaxAhead = 64;

    private readonly SqliteConnection _connection;
    private readonly CommitTransaction _transaction;
    private readonly IWriteAheadLog _log;
    private readonly string _path;
    private readonly Channel<PendingCommit> _waiting = Channel.CreateBounded<PendingCommit>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private readonly BlockingCollection<Group> _run = new(MaxAhead);

    // Held while a transaction runs, and while the log is written again.
    private readonly Lock _writing = new();

    private readonly Task _loop;
    private readonly Task _syncs;
    private volatile bool _lastFailed;
    private volatile bool _lastSyncFailed;
    private volatile int _pageLimit;
    private int _pageLimitInForce;

    /// <summary>Takes over a connection that does not sync at commits (<c>PRAGMA synchronous = NORMAL</c>).</summary>
    public GroupCommitWriter(SqliteConnection connection, RecentRows recent, string path, Func<SqliteConnection, IWriteAheadLog> openLog)
    {
        _connection = connection;
        _path = path;
        _transaction = new(connection, recent);
        _transaction.Probe();
        _log = openLog(connection);
        _loop = Task.Run(RunAsync);
        _syncs = Task.Factory.StartNew(SyncAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How many pages of 4 KiB the file may grow to; 0 for as many as the disk holds.</summary>
    public int PageLimit
    {
        get => _pageLimit;
        set => _pageLimit = value;
    }

    public async ValueTask<CommitResult> CommitAsync(PendingCommit commit)
    {
        try
        {
            await _waiting.Writer.WriteAsync(commit, commit.Cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(GroupCommitWriter));
        }

        return await commit.Answer;
    }

    /// <summary>Says whether writing works. Free while it does; after a failure the disk is tried again.</summary>
    /// <exception cref="StorageException">It does not.</exception>
    public async ValueTask CheckAsync(CancellationToken ct)
    {
        if (_lastFailed || _lastSyncFailed)
        {
            await CommitAsync(new PendingCommit(Table.Settings, "", [], ct));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
        await _syncs;
        _run.Dispose();
        _log.Dispose();
        _transaction.Dispose();
        await _connection.DisposeAsync();
    }

    private async Task RunAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            var commits = Gather();
            if (commits.Count > 0 && TryRun(commits) is { } group)
            {
                _run.Add(group);
            }
        }

        _run.CompleteAdding();
    }

    private List<PendingCommit> Gather()
    {
        var rows = 0;
        var commits = new List<PendingCommit>();
        while (commits.Count < MaxCommitsInGroup && rows < MaxRowsInGroup && _waiting.Reader.TryRead(out var commit))
        {
            if (commit.Cancellation.IsCancellationRequested)
            {
                commit.Cancel();
                continue;
            }

            rows += commit.Writes.Length;
            commits.Add(commit);
        }

        return commits;
    }

    private Group? TryRun(List<PendingCommit> commits)
    {
        try
        {
            lock (_writing)
            {
                ApplyPageLimit();
                if (_lastFailed)
                {
                    _transaction.Probe();
                }

                _transaction.Run(commits);
            }

            _lastFailed = false;
            return new(commits);
        }
        catch (Exception fault)
        {
            // Whatever it was is the callers' to see; the writer goes on, and the next group may find the disk well again.
            _lastFailed = true;
            Fail(commits, fault is SqliteException sqlite ? EmbeddedFaults.Describe(sqlite, _path) : fault);
            return null;
        }
    }

    private void SyncAll()
    {
        var groups = new List<Group>();
        foreach (var first in _run.GetConsumingEnumerable())
        {
            groups.Add(first);
            while (_run.TryTake(out var next))
            {
                groups.Add(next);
            }

            Sync(groups);
            groups.Clear();
        }
    }

    private void Sync(List<Group> groups)
    {
        try
        {
            if (_lastSyncFailed)
            {
                lock (_writing)
                {
                    _log.WriteAgain();
                }
            }

            if (_lastSyncFailed || groups.Exists(group => group.HasWritten))
            {
                _log.Sync();
            }

            _lastSyncFailed = false;
            groups.ForEach(group => group.Commits.ForEach(commit => commit.Complete()));
        }
        catch (Exception fault)
        {
            // It has been run and may be read, but nobody is told that it is done.
            _lastSyncFailed = true;
            groups.ForEach(group => Fail(group.Commits, fault is IOException io ? EmbeddedFaults.Describe(io, _path) : fault));
        }
    }

    private static void Fail(List<PendingCommit> commits, Exception fault) => commits.ForEach(commit => commit.Fail(fault));

    private void ApplyPageLimit()
    {
        var limit = _pageLimit;
        if (limit != _pageLimitInForce)
        {
            // SQLite's own ceiling, https://sqlite.org/pragma.html#pragma_max_page_count.
            EmbeddedSchema.Execute(_connection, $"PRAGMA max_page_count = {(limit == 0 ? 4294967294 : limit)}");
            _pageLimitInForce = limit;
        }
    }

    /// <summary>Commits that ran as one transaction.</summary>
    private readonly record struct Group(List<PendingCommit> Commits)
    {
        public bool HasWritten { get; } = Commits.Exists(commit => commit is { Writes.Length: > 0, Outcome: CommitResult.Committed });
    }
}
