using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace TeamsRolloutBot.Storage.Embedded;

/// <summary>
/// The one writer of a data file. It takes all commits that wait, runs them as one transaction that is synced once, and
/// then answers them: the more callers there are, the more commits share a sync.
/// </summary>
internal sealed class GroupCommitWriter : IAsyncDisposable
{
    private const int MaxWaiting = 4096;
    private const int MaxCommitsInGroup = 512;
    private const int MaxRowsInGroup = 4096;

    private readonly SqliteConnection _connection;
    private readonly CommitTransaction _transaction;
    private readonly string _path;
    private readonly Channel<PendingCommit> _waiting = Channel.CreateBounded<PendingCommit>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private readonly Task _loop;
    private volatile bool _lastFailed;
    private volatile int _pageLimit;
    private int _pageLimitInForce;

    public GroupCommitWriter(SqliteConnection connection, RecentRows recent, string path)
    {
        _connection = connection;
        _path = path;
        _transaction = new(connection, recent);
        _transaction.Probe();
        _loop = Task.Run(RunAsync);
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
        if (_lastFailed)
        {
            await CommitAsync(new PendingCommit(Table.Settings, "", [], ct));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
        _transaction.Dispose();
        await _connection.DisposeAsync();
    }

    private async Task RunAsync()
    {
        var group = new List<PendingCommit>(MaxCommitsInGroup);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            Gather(group);
            if (group.Count > 0)
            {
                Commit(group);
                group.Clear();
            }
        }
    }

    private void Gather(List<PendingCommit> group)
    {
        var rows = 0;
        while (group.Count < MaxCommitsInGroup && rows < MaxRowsInGroup && _waiting.Reader.TryRead(out var commit))
        {
            if (commit.Cancellation.IsCancellationRequested)
            {
                commit.Cancel();
                continue;
            }

            rows += commit.Writes.Length;
            group.Add(commit);
        }
    }

    private void Commit(List<PendingCommit> group)
    {
        try
        {
            ApplyPageLimit();
            if (_lastFailed)
            {
                _transaction.Probe();
            }

            _transaction.Run(group);
            _lastFailed = false;
            group.ForEach(commit => commit.Complete());
        }
        catch (Exception fault)
        {
            // Whatever it was is the callers' to see; the writer goes on, and the next group may find the disk well again.
            _lastFailed = true;
            group.ForEach(commit => commit.Fail(fault is SqliteException sqlite ? EmbeddedFaults.Describe(sqlite, _path) : fault));
        }
    }

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
}
