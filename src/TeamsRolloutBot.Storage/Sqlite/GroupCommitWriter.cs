using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace TeamsRolloutBot.Storage.Sqlite;

/// <summary>
/// The single writer of a data file. It runs all waiting commits as one transaction and completes
/// them once that is on disk, so that under load many commits share one sync.
/// </summary>
internal sealed class GroupCommitWriter : IAsyncDisposable
{
    private const int MaxWaiting = 4096;
    private const int MaxCommitsInGroup = 512;

    private readonly SqliteConnection _connection;
    private readonly CommitTransaction _transaction;
    private readonly string _path;
    private readonly Channel<PendingCommit> _waiting = Channel.CreateBounded<PendingCommit>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private readonly Task _loop;
    private volatile bool _lastFailed;
    private volatile int _pageLimit;

    /// <summary>
    /// Takes ownership of a connection that syncs on every commit (<c>PRAGMA synchronous =
    /// FULL</c>).
    /// </summary>
    /// <exception cref="SqliteException">The file cannot be written.</exception>
    public GroupCommitWriter(SqliteConnection connection, string path)
    {
        _connection = connection;
        _path = path;
        _transaction = new(connection);
        _transaction.Run([]);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Maximum file size in 4 KiB pages; 0: limited by the disk only.</summary>
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

    /// <summary>
    /// Checks that writing works. Free while it does; after a failure the disk is retried.
    /// </summary>
    /// <exception cref="StorageException">Writing does not work.</exception>
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
        while (await _waiting.Reader.WaitToReadAsync())
        {
            Run(Gather());
        }
    }

    private List<PendingCommit> Gather()
    {
        var commits = new List<PendingCommit>();
        while (commits.Count < MaxCommitsInGroup && _waiting.Reader.TryRead(out var commit))
        {
            if (commit.Cancellation.IsCancellationRequested)
            {
                commit.Cancel();
            }
            else
            {
                commits.Add(commit);
            }
        }

        return commits;
    }

    private void Run(List<PendingCommit> commits)
    {
        if (commits.Count == 0)
        {
            return;
        }

        try
        {
            // SQLite's own ceiling, https://sqlite.org/pragma.html#pragma_max_page_count.
            EmbeddedSchema.Execute(_connection, $"PRAGMA max_page_count = {(_pageLimit == 0 ? 4294967294 : _pageLimit)}");
            _transaction.Run(commits);
            _lastFailed = false;
            commits.ForEach(commit => commit.Complete());
        }
        catch (Exception fault)
        {
            // Any fault goes to the callers; the writer carries on, as the disk may have recovered
            // by the next group.
            _lastFailed = true;
            var described = fault is SqliteException sqlite ? EmbeddedFaults.Describe(sqlite, _path) : fault;
            commits.ForEach(commit => commit.Fail(described));
        }
    }
}
