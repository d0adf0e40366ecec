using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Embedded;

namespace TeamsRolloutBot.Tests.Storage;

/// <summary>That what the embedded store says is done is on disk.</summary>
public sealed class WriteAheadLogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rollout-");

    private string DataFile => Path.Combine(_folder.FullName, "rollouts.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact(Timeout = 60_000)]
    public async Task Nothing_is_answered_before_it_is_on_disk()
    {
        using var log = new ObservedLog();
        await using var store = await OpenAsync(log);
        using var held = log.Hold();

        var commit = InsertAsync(store, "a", "row");
        await log.SyncUnderWay;
        Assert.False(commit.IsCompleted);

        held.Dispose();
        await commit;
        Assert.Equal(1, log.Syncs);
    }

    [Fact(Timeout = 60_000)]
    public async Task While_one_sync_is_under_way_the_next_commits_run_and_share_another()
    {
        using var log = new ObservedLog();
        await using var store = await OpenAsync(log);
        using var held = log.Hold();
        var first = InsertAsync(store, "first", "row");
        await log.SyncUnderWay;

        var others = Enumerable.Range(0, 20).Select(number => InsertAsync(store, $"other{number}", "row")).ToList();
        foreach (var number in Enumerable.Range(0, 20))
        {
            while (await store.GetAsync(Table.Cohorts, $"other{number}", "row") is null)
            {
                await Task.Yield();
            }
        }

        Assert.DoesNotContain(others.Append(first), commit => commit.IsCompleted);
        held.Dispose();
        await Task.WhenAll(others.Append(first));
        Assert.InRange(log.Syncs, 2, 3);
    }

    [Fact]
    public async Task Whenever_power_is_lost_all_that_was_answered_is_there()
    {
        var answered = new ConcurrentQueue<string>();
        var moments = new List<(string Copy, string[] Answered)>();
        string? copy = null;
        using var log = new ObservedLog();
        log.Synced = syncAndSay =>
        {
            // What was answered by now is what earlier syncs brought to disk, and this is how that looks if nothing written since then gets there.
            if (copy is not null)
            {
                moments.Add((copy, [.. answered]));
            }

            var length = new FileInfo(DataFile + "-wal").Length;
            syncAndSay();
            copy = Path.Combine(_folder.FullName, $"{moments.Count}", "rollouts.db");
            CopyAsSynced(copy, length);
        };
        await using (var store = await OpenAsync(log))
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
            {
                for (var number = 0; number < 25; number++)
                {
                    await InsertAsync(store, $"p{writer}", $"row{number}");
                    answered.Enqueue($"p{writer}/row{number}");
                }
            })));
            log.Synced = null;
        }

        Assert.Equal(100, answered.Count);
        Assert.Contains(moments, moment => moment.Answered.Length > 50);
        foreach (var moment in moments)
        {
            await using var store = new TableStore(new EmbeddedTables(moment.Copy));
            await store.OpenAsync();
            foreach (var row in moment.Answered.Select(row => row.Split('/')))
            {
                Assert.NotNull(await store.GetAsync(Table.Cohorts, row[0], row[1]));
            }
        }
    }

    [Fact]
    public async Task What_could_not_be_synced_is_not_said_to_be_done_and_is_written_again_before_anything_is()
    {
        using var log = new ObservedLog();
        await using (var store = await OpenAsync(log))
        {
            await InsertAsync(store, "p", "before");
            log.Fault = new IOException("Input/output error");

            var failed = await Assert.ThrowsAsync<StorageException>(() => InsertAsync(store, "p", "lost"));
            Assert.Contains("Input/output error", failed.Message, StringComparison.Ordinal);
            Assert.Contains(DataFile, failed.Message, StringComparison.Ordinal);
            Assert.True(failed.IsTransient);
            await Assert.ThrowsAsync<StorageException>(() => store.CheckAsync().AsTask());

            log.Fault = null;
            log.Calls.Clear();
            await store.CheckAsync();
            await InsertAsync(store, "p", "after");
            Assert.Equal(["write again", "sync", "sync"], log.Calls);
        }

        await using var again = new TableStore(new EmbeddedTables(DataFile));
        await again.OpenAsync();
        Assert.NotNull(await again.GetAsync(Table.Cohorts, "p", "before"));
        Assert.NotNull(await again.GetAsync(Table.Cohorts, "p", "after"));
    }

    [Fact]
    public async Task What_is_written_again_is_what_was_there()
    {
        using var log = new ObservedLog();
        await using (var store = await OpenAsync(log))
        {
            for (var number = 0; number < 100; number++)
            {
                await InsertAsync(store, "p", $"row{number}", new string('x', 25_000));
            }

            var before = ReadLog();
            Assert.True(before.Length > 2_000_000);
            log.WriteAgain();
            Assert.Equal(before, ReadLog());
        }

        await using var again = new TableStore(new EmbeddedTables(DataFile));
        await again.OpenAsync();
        Assert.Equal(100, await again.QueryAsync(Table.Cohorts, "p", RowRange.All).CountAsync());
    }

    private async Task<TableStore> OpenAsync(ObservedLog log)
    {
        var store = new TableStore(new EmbeddedTables(DataFile, log.Open));
        await store.OpenAsync();
        return store;
    }

    private static async Task InsertAsync(TableStore store, string partition, string key, string text = "") =>
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Table.Cohorts, partition, [RowWrite.Insert(key, new RowValues { { "text", text } })]));

    private byte[] ReadLog()
    {
        using var file = new FileStream(DataFile + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private void CopyAsSynced(string copy, long length)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(DataFile, copy);
        File.WriteAllBytes(copy + "-wal", ReadLog()[..(int)length]);
    }

    /// <summary>The log of the data file, whose syncs can be held up, fail and be looked at.</summary>
    private sealed class ObservedLog : IWriteAheadLog
    {
        private readonly TaskCompletionSource _underWay = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _free = new(initialState: true);
        private WriteAheadLog? _log;

        public Task SyncUnderWay => _underWay.Task;

        public ConcurrentQueue<string> Calls { get; } = [];

        public int Syncs => Calls.Count(call => call == "sync");

        public IOException? Fault { get; set; }

        /// <summary>Is called for each sync, with what syncs.</summary>
        public Action<Action>? Synced { get; set; }

        public ObservedLog Open(SqliteConnection connection)
        {
            _log = WriteAheadLog.Of(connection);
            return this;
        }

        /// <summary>Syncs wait until this is disposed of, which a test that fails does as well: before its store, which waits for them.</summary>
        public IDisposable Hold()
        {
            _free.Reset();
            return new Held(_free);
        }

        public void Sync()
        {
            Calls.Enqueue("sync");
            _underWay.TrySetResult();
            _free.Wait();
            if (Fault is { } fault)
            {
                throw fault;
            }

            if (Synced is { } synced)
            {
                synced(_log!.Sync);
            }
            else
            {
                _log!.Sync();
            }
        }

        public void WriteAgain()
        {
            Calls.Enqueue("write again");
            _log!.WriteAgain();
        }

        public void Dispose() => _log?.Dispose();

        private sealed class Held(ManualResetEventSlim free) : IDisposable
        {
            public void Dispose() => free.Set();
        }
    }
}
