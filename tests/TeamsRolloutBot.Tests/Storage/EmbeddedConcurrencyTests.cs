using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.Tests.Storage;

/// <summary>What readers and writers of the embedded store see of one another.</summary>
public sealed class EmbeddedConcurrencyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rollout-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Whoever_changes_a_row_that_others_read_again_and_again_loses_no_change()
    {
        const int Writers = 40;
        const int Rounds = 15;
        await using var store = new TableStore(new EmbeddedTables(Path.Combine(_folder.FullName, "rollouts.db")));
        await store.OpenAsync();
        await store.CommitAsync(Table.Rollouts, "p", [RowWrite.Insert("counter", new RowValues { { "n", 0 } })]);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                CommitResult result;
                do
                {
                    var row = (await store.GetAsync(Table.Rollouts, "p", "counter"))!;
                    result = await store.CommitAsync(
                        Table.Rollouts, "p",
                        [RowWrite.Replace("counter", new RowValues { { "n", row.Values.GetInt64("n") + 1 } }, row.ETag)]);
                }
                while (!result.IsCommitted);
            }
        })));

        Assert.Equal(Writers * Rounds, (await store.GetAsync(Table.Rollouts, "p", "counter"))!.Values.GetInt64("n"));
    }

    [Fact]
    public async Task Whoever_reads_a_row_again_and_again_never_sees_it_go_back()
    {
        const int Keys = 3;
        await using var store = new TableStore(new EmbeddedTables(Path.Combine(_folder.FullName, "rollouts.db")));
        await store.OpenAsync();
        using var isOver = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(reader => Task.Run(async () =>
        {
            var last = new long[Keys];
            var reads = 0;
            while (!isOver.IsCancellationRequested)
            {
                var key = reads++ % Keys;
                var row = await store.GetAsync(Table.Rollouts, "p", $"row{key}");
                var seen = row?.Values.GetInt64("n") ?? 0;
                Assert.True(seen >= last[key], $"row{key} went back from {last[key]} to {seen}");
                last[key] = seen;
                if (reads % 16 == 0)
                {
                    await Task.Yield();
                }
            }

            return reads;
        })).ToList();

        // With large ones in between, which cause a checkpoint of the log into the file.
        var large = new string('x', 30_000);
        for (var round = 1; round <= 600; round++)
        {
            await store.CommitAsync(
                Table.Rollouts, "p",
                [
                    RowWrite.Upsert($"row{round % Keys}", new RowValues { { "n", round } }),
                    RowWrite.Upsert($"large{round % 200}", new RowValues { { "text", large } })
                ]);
        }

        await isOver.CancelAsync();
        Assert.All(await Task.WhenAll(readers), reads => Assert.True(reads > 0));
    }

    [Fact]
    public async Task Rows_read_one_by_one_are_those_a_range_finds_whatever_was_committed_beside_one_another()
    {
        const int Keys = 8;
        await using var store = new TableStore(new EmbeddedTables(Path.Combine(_folder.FullName, "rollouts.db")));
        await store.OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            for (var round = 0; round < 60; round++)
            {
                var key = $"row{random.Next(Keys)}";
                var other = $"row{random.Next(Keys)}";
                var values = new RowValues { { "n", (writer * 1000) + round } };
                RowWrite[] writes = random.Next(4) switch
                {
                    0 => [RowWrite.Delete(key)],
                    1 => [RowWrite.Insert(key, values)],
                    2 when key != other => [RowWrite.Upsert(key, values), RowWrite.Delete(other)],
                    _ => [RowWrite.Upsert(key, values)],
                };
                await store.CommitAsync(Table.Cohorts, "p", writes);
                if (await store.GetAsync(Table.Cohorts, "p", key) is { } read)
                {
                    await store.CommitAsync(Table.Cohorts, "p", [RowWrite.Replace(key, read.Values, read.ETag)]);
                }
            }
        })));

        var found = new Dictionary<string, Row>(StringComparer.Ordinal);
        await foreach (var row in store.QueryAsync(Table.Cohorts, "p", RowRange.All))
        {
            found.Add(row.Key, row);
        }

        for (var number = 0; number < Keys; number++)
        {
            var row = await store.GetAsync(Table.Cohorts, "p", $"row{number}");
            Assert.Equal(found.GetValueOrDefault($"row{number}")?.ETag, row?.ETag);
            Assert.Equal(found.GetValueOrDefault($"row{number}")?.Values, row?.Values);
        }
    }

    [Fact]
    public async Task A_commit_that_fails_leaves_what_was_there_before()
    {
        await using var tables = new EmbeddedTables(Path.Combine(_folder.FullName, "rollouts.db"));
        await using var store = new TableStore(tables);
        await store.OpenAsync();
        await store.CommitAsync(Table.Cohorts, "p", [RowWrite.Upsert("row", new RowValues { { "n", 1 } })]);

        tables.PageLimit = 8;
        await Assert.ThrowsAsync<StorageException>(() => store.CommitAsync(
            Table.Cohorts,
            "p",
            [
                RowWrite.Upsert("row", new RowValues { { "n", 2 } }),
                .. Enumerable.Range(0, 40)
                    .Select(number => RowWrite.Upsert($"big{number}", new RowValues { { "text", new string('x', 20_000) } })),
            ]).AsTask());

        Assert.Equal(1, (await store.GetAsync(Table.Cohorts, "p", "row"))!.Values.GetInt64("n"));
    }
}
