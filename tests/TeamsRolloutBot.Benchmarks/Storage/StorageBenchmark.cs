using System.Diagnostics;
using System.Text.Json;
using TeamsRolloutBot.Benchmarks.Harness;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.AzureTables;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.Benchmarks.Storage;

/// <summary>
/// <c>storage</c>: operations per second of the table port, on the embedded store in a temporary
/// folder, and on Azurite if Node is available.
/// </summary>
internal static class StorageBenchmark
{
    private const int GroupedWriters = 32;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync()
    {
        var embedded = await EmbeddedAsync();
        var azurite = AzuriteProcess.WhyNot is { } reason ? reason : await AzuriteAsync();
        Console.WriteLine(JsonSerializer.Serialize(new { benchmark = "storage", embedded, azurite }));
        return 0;
    }

    private static async Task<object> EmbeddedAsync()
    {
        var folder = Directory.CreateTempSubdirectory("rollout-bench-");
        try
        {
            await using var store = new TableStore(new EmbeddedTables(Path.Combine(folder.FullName, "rollouts.db")));
            await store.OpenAsync();
            var single = await CommitsAsync(store, 1);
            var grouped = await CommitsAsync(store, GroupedWriters);
            return new
            {
                durableCommitsPerSecond1Writer = Math.Round(single),
                durableCommitsPerSecond32Writers = Math.Round(grouped),
                ratio = Math.Round(grouped / single, 1),
                operations = await OperationsAsync(store),
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<object> AzuriteAsync()
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        await using var store = new TableStore(
            new AzureTableStorage(AzureTablesClient.FromConnectionString(azurite.ConnectionString), "bench"));
        await store.OpenAsync();
        return new { operations = await OperationsAsync(store) };
    }

    private static Task<double> CommitsAsync(TableStore store, int writers) => RateAsync(writers, async writer =>
    {
        var etag = await InsertAsync(store, $"writer-{writers}", $"row-{writer}");
        return async () =>
        {
            var done = await store.CommitAsync(
                Table.Cohorts, $"writer-{writers}", [RowWrite.Replace($"row-{writer}", Member(), etag)]);
            etag = ((CommitResult.Committed)done).ETags[0]!;
        };
    });

    private static async Task<object> OperationsAsync(TableStore store)
    {
        for (var start = 0; start < 1000; start += 100)
        {
            await store.CommitAsync(
                Table.Cohorts, "range", [.. Enumerable.Range(start, 100).Select(i => RowWrite.Upsert($"p|{i:d6}", Member()))]);
        }

        var next = 0;
        var etag = await InsertAsync(store, "range", "conditional");
        return new
        {
            pointReadsPerSecond = Math.Round(await RateAsync(async () =>
                await store.GetAsync(Table.Cohorts, "range", $"p|{next++ % 1000:d6}"))),
            pointReadsPerSecond8Readers = Math.Round(await RateAsync(8, reader =>
            {
                var at = reader;
                return Task.FromResult<Func<Task>>(async () => await store.GetAsync(Table.Cohorts, "range", $"p|{at++ % 1000:d6}"));
            })),
            conditionalWritesPerSecond = Math.Round(await RateAsync(async () =>
            {
                var done = await store.CommitAsync(Table.Cohorts, "range", [RowWrite.Replace("conditional", Member(), etag)]);
                etag = ((CommitResult.Committed)done).ETags[0]!;
            })),
            batchesOf100PerSecond = Math.Round(await RateAsync(async () => await store.CommitAsync(
                Table.Cohorts, "range", [.. Enumerable.Range(0, 100).Select(i => RowWrite.Upsert($"p|{i:d6}", Member()))])), 1),
            rangesOf1000PerSecond = Math.Round(await RateAsync(async () =>
            {
                var rows = 0;
                await foreach (var row in store.QueryAsync(Table.Cohorts, "range", RowRange.Prefix("p|")))
                {
                    rows++;
                }

                Trace.Assert(rows == 1000);
            }), 1),
        };
    }

    private static Task<double> RateAsync(Func<Task> operation) => RateAsync(1, _ => Task.FromResult(operation));

    /// <summary>
    /// Operations per second of all clients together, from the start of the first to the end of the
    /// last.
    /// </summary>
    private static async Task<double> RateAsync(int clients, Func<int, Task<Func<Task>>> connect)
    {
        var operations = await Task.WhenAll(Enumerable.Range(0, clients).Select(connect));
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(operations.Select(operation => Task.Run(async () =>
        {
            var count = 0L;
            for (; clock.Elapsed < Duration; count++)
            {
                await operation();
            }

            return count;
        })));
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }

    private static async Task<string> InsertAsync(TableStore store, string partition, string key) =>
        ((CommitResult.Committed)await store.CommitAsync(Table.Cohorts, partition, [RowWrite.Upsert(key, Member())])).ETags[0]!;

    private static RowValues Member() => new()
    {
        { "Schema", 1 },
        { "Name", "Somebody Whose Name Is Of Usual Length" },
        { "Role", "project-engineer" },
        { "Zone", "America/Los_Angeles" },
        { "Done", true },
        { "Tasks", "account=1;sandbox=1;foundational=0;role-based=0;webinar-1=1;webinar-2=0" },
    };
}
