using Microsoft.Data.Sqlite;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.Tests.Storage;

/// <summary>What only the embedded store has to deal with: its file.</summary>
public sealed class EmbeddedTablesTests : EmbeddedFile
{
    [Fact]
    public async Task What_was_committed_is_there_after_a_restart_and_the_log_is_not()
    {
        await using (var store = await OpenAsync())
        {
            await InsertAsync(store, "row", 1);
        }

        Assert.False(File.Exists(DataFile + "-wal"));
        await using var again = await OpenAsync();
        Assert.Equal(1, await ReadAsync(again, "row"));
    }

    [Fact]
    public async Task Nobody_but_the_bots_own_account_reads_the_file_its_log_and_its_copies()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var (copy, open) = (Path.Combine(Folder.FullName, "copy.db"), Path.Combine(Folder.FullName, "open.db"));
        await using (var store = await OpenAsync())
        {
            await InsertAsync(store, "row", 1);
            EmbeddedBackup.Write(DataFile, copy);
            Assert.All([DataFile, DataFile + "-wal", DataFile + "-shm", copy], AssertOwn);
        }

        File.Copy(copy, open);
        File.SetUnixFileMode(open, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        EmbeddedBackup.Restore(DataFile, open, ".before");
        Assert.All([DataFile, DataFile + ".before"], AssertOwn);

        static void AssertOwn(string file) =>
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Etags_go_on_rising_after_a_restart_even_if_the_newest_row_was_deleted()
    {
        var seen = new List<long>();
        for (var start = 0; start < 3; start++)
        {
            await using var store = await OpenAsync();
            seen.Add(long.Parse(await InsertAsync(store, "row", 1)));
            await store.CommitAsync(Table.Cohorts, "p", [RowWrite.Delete("row")]);
        }

        Assert.Equal(seen.Order(), seen);
        Assert.Equal(3, seen.Distinct().Count());
    }

    [Fact]
    public async Task What_is_answered_has_been_synced()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DataFile)!);
        using var connection = EmbeddedSchema.Connect(DataFile, SqliteOpenMode.ReadWriteCreate);
        await using var writer = EmbeddedTables.OpenWriter(connection, DataFile);
        using var asked = connection.CreateCommand();
        asked.CommandText = "PRAGMA synchronous";

        // FULL: https://sqlite.org/pragma.html#pragma_synchronous.
        Assert.Equal(2L, asked.ExecuteScalar());
    }

    [Fact]
    public async Task Versions_go_on_after_a_restart()
    {
        string first;
        await using (var store = await OpenAsync())
        {
            await InsertAsync(store, "row", 1);
            first = (await store.GetAsync(Table.Cohorts, "p", "row"))!.ETag;
            await store.CommitAsync(Table.Cohorts, "p", [RowWrite.Delete("row")]);
        }

        await using var again = await OpenAsync();
        await InsertAsync(again, "row", 2);

        Assert.True(long.Parse((await again.GetAsync(Table.Cohorts, "p", "row"))!.ETag) > long.Parse(first));
    }

    [Fact]
    public async Task A_full_disk_fails_the_write_harms_nothing_and_heals_by_itself()
    {
        var tables = new EmbeddedTables(DataFile);
        await using var store = new TableStore(tables);
        await store.OpenAsync();
        tables.PageLimit = 60;

        var written = 0;
        var full = await Assert.ThrowsAsync<StorageException>(async () =>
        {
            for (; ; written++)
            {
                await InsertAsync(store, $"{written:d4}", written, new string('x', 20_000));
            }
        });
        Assert.Contains("full", full.Message, StringComparison.Ordinal);
        Assert.True(written > 0);
        Assert.Equal(written - 1, await ReadAsync(store, $"{written - 1:d4}"));

        tables.PageLimit = 0;
        await store.CheckAsync();
        await InsertAsync(store, $"{written:d4}", written, new string('x', 20_000));
        Assert.Equal(written, await ReadAsync(store, $"{written:d4}"));
        Assert.Equal("ok", Execute("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task A_store_whose_last_write_failed_is_not_ready_while_the_disk_stays_full()
    {
        var tables = new EmbeddedTables(DataFile);
        await using var store = new TableStore(tables);
        await store.OpenAsync();
        Execute("CREATE TRIGGER full BEFORE UPDATE ON meta BEGIN SELECT RAISE(ABORT, 'no'); END");
        tables.PageLimit = 1;
        await Assert.ThrowsAsync<StorageException>(() => InsertAsync(store, "row", 1, new string('x', 30_000)));

        await Assert.ThrowsAsync<StorageException>(() => store.CheckAsync().AsTask());

        tables.PageLimit = 0;
        Execute("DROP TRIGGER full");
        await store.CheckAsync();
        await InsertAsync(store, "row", 1);
    }

    [Fact]
    public async Task A_backup_made_while_writing_goes_on_is_whole_and_opens()
    {
        await using var store = new TableStore(new EmbeddedTables(DataFile));
        await store.OpenAsync();
        var copy = Path.Combine(Folder.FullName, "copies", "backup.db");
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            var i = 0;
            for (; !enough.IsCancellationRequested; i++)
            {
                // Two rows that are always equal if a copy is consistent.
                var values = new RowValues { { "Number", i } };
                await store.CommitAsync(
                    Table.Cohorts, "p", [RowWrite.Upsert("a", values), RowWrite.Upsert("b", values), RowWrite.Upsert($"{i}", values)]);
            }

            return i;
        });

        for (var round = 0; round < 3; round++)
        {
            await InsertAsync(store, $"before {round}", round);
            await Task.Run(() => EmbeddedBackup.Write(DataFile, copy));
        }

        await enough.CancelAsync();
        var last = await writing;
        await using var restored = new TableStore(new EmbeddedTables(copy));
        await restored.OpenAsync();
        Assert.Equal(2, await ReadAsync(restored, "before 2"));
        Assert.Equal(await ReadAsync(restored, "a"), await ReadAsync(restored, "b"));
        Assert.Equal(last - 1, await ReadAsync(store, "a"));
    }

    [Fact]
    public async Task A_commit_cancelled_while_it_waits_is_done_or_not_but_never_half()
    {
        await using var store = await OpenAsync();
        var commits = Enumerable.Range(0, 200).Select(async i =>
        {
            using var soon = new CancellationTokenSource();
            var commit = store.CommitAsync(
                Table.Cohorts, "p", [RowWrite.Insert($"{i:d3}|a", []), RowWrite.Insert($"{i:d3}|b", [])], soon.Token);
            await soon.CancelAsync();
            try
            {
                return (await commit).IsCommitted;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        });

        var done = await Task.WhenAll(commits);

        for (var i = 0; i < done.Length; i++)
        {
            Assert.Equal(done[i], await store.GetAsync(Table.Cohorts, "p", $"{i:d3}|a") is not null);
            Assert.Equal(done[i], await store.GetAsync(Table.Cohorts, "p", $"{i:d3}|b") is not null);
        }
    }

    [Fact]
    public async Task A_conflict_among_commits_that_share_a_sync_harms_only_itself()
    {
        await using var store = await OpenAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => store.CommitAsync(
            Table.Cohorts, "p", [RowWrite.Insert($"own|{i:d3}", []), RowWrite.Insert($"shared|{i / 3:d3}", [])]).AsTask()));

        Assert.Equal(100, results.Count(result => result.IsCommitted));
        Assert.All(
            results.Where(result => !result.IsCommitted),
            result => Assert.Equal(new CommitResult.Conflict(1, ConflictReason.Exists), result));
        for (var i = 0; i < results.Length; i++)
        {
            Assert.Equal(results[i].IsCommitted, await store.GetAsync(Table.Cohorts, "p", $"own|{i:d3}") is not null);
        }
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        var store = await OpenAsync();
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => InsertAsync(store, "row", 1));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ReadAsync(store, "row"));
    }

    [Fact]
    public async Task What_a_restore_keeps_aside_is_whole_also_while_somebody_reads_the_old_file()
    {
        var backup = Path.Combine(Folder.FullName, "backup.db");
        using var reader = new SqliteConnection($"Data Source={DataFile};Pooling=False");
        await using (var store = await OpenAsync())
        {
            EmbeddedBackup.Write(DataFile, backup);
            await InsertAsync(store, "before", 1);
            reader.Open();
            using var snapshot = reader.CreateCommand();
            snapshot.CommandText = "BEGIN; SELECT count(*) FROM entities";
            Assert.Equal(1L, snapshot.ExecuteScalar());
            await InsertAsync(store, "newest", 2);
        }

        var (kept, _) = EmbeddedBackup.Restore(DataFile, backup, ".before");
        reader.Close();

        Assert.Equal(2, EmbeddedSchema.Verify(kept!));
        Assert.Equal(0, EmbeddedSchema.Verify(DataFile));
    }
}
