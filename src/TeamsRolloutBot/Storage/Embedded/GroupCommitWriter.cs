using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace TeamsRolloutBot.Storage.Embedded;

/// <summary>
/// The one writer of a data file. It takes all commits that wait, runs them as one transaction, and
/// answers once that is on disk: under load many commits share one sync.
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
    /// Takes over a connection that syncs at each commit (<c>PRAGMA synchronous = FULL</c>).
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

    /// <summary>
    /// How many pages of 4 KiB the file may grow to; 0 for as many as the disk holds.
    /// </summary>
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
    /// Says whether writing works. Free while it does; after a failure the disk is tried again.
    /// </summary>
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
            // Whatever it was is the callers' to see; the writer goes on, and the next group may
            // find the disk well again.
            _lastFailed = true;
            var described = fault is SqliteException sqlite ? EmbeddedFaults.Describe(sqlite, _path) : fault;
            commits.ForEach(commit => commit.Fail(described));
        }
    }
}
