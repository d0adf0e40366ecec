using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.Benchmarks.Storage;

/// <summary>
/// <c>crash [ROUNDS]</c>: kills a process that ticks on the embedded store, repeatedly on the same
/// file, and looks for lost acknowledged ticks, half-written commits and damage.
/// </summary>
public static class CrashBenchmark
{
    private const string Partition = "crash";
    private const int Clients = 8;
    private const int MostTicksBeforeKill = 3000;

    /// <summary>
    /// The outcome of all rounds. A run is good if the last three are 0, 0 and "ok".
    /// </summary>
    /// <param name="Rounds">The number of processes killed.</param>
    /// <param name="Acknowledged">Ticks that they had acknowledged.</param>
    /// <param name="Lost">Acknowledged ticks that are not in the file.</param>
    /// <param name="Torn">The difference between the count and the rows that it counts, which are
    /// committed together.</param>
    /// <param name="Integrity">The result of SQLite's integrity check.</param>
    public sealed record Outcome(int Rounds, int Acknowledged, int Lost, long Torn, string Integrity);

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 50;
        var outcome = await RunAsync(rounds);
        Console.WriteLine(JsonSerializer.Serialize(new { benchmark = "crash", outcome }));
        return outcome is { Lost: 0, Torn: 0, Integrity: "ok" } ? 0 : 1;
    }

    public static async Task<Outcome> RunAsync(int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("rollout-crash-");
        try
        {
            var path = Path.Combine(folder.FullName, "rollouts.db");
            var acknowledged = new HashSet<string>(StringComparer.Ordinal);
            for (var round = 0; round < rounds; round++)
            {
                await TickUntilKilledAsync(path, round, acknowledged);
            }

            var (lost, torn) = await CompareAsync(path, acknowledged);
            return new(rounds, acknowledged.Count, lost, torn, CheckIntegrity(path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>
    /// <c>crash-client FILE ROUND</c>: the process that is killed. Prints each tick once it is
    /// acknowledged.
    /// </summary>
    public static async Task<int> RunClientAsync(string path, string round)
    {
        await using var store = new TableStore(new EmbeddedTables(path));
        await store.OpenAsync();
        var writer = new PartitionWriter(store);
        using var input = Console.OpenStandardInput();
        var parent = input.CopyToAsync(Stream.Null);
        var clients = Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            for (var n = 0; ; n++)
            {
                var tick = $"tick|{round}|{client}|{n}";
                await writer.RunAsync(Table.Cohorts, Partition, async unit =>
                {
                    var count = await unit.GetAsync("count") is { } found ? found.GetInt64("Ticks") : 0;
                    unit.Insert(tick, new() { { "Done", true } });
                    unit.Upsert("count", new() { { "Ticks", count + 1 } });
                    return count;
                });

                // The dot distinguishes a complete line from a truncated one.
                Console.WriteLine($"{tick}.");
            }
        }));

        // Ends with the process that started it, if that ends first.
        await Task.WhenAny([parent, .. clients]);
        return 0;
    }

    private static async Task TickUntilKilledAsync(string path, int round, HashSet<string> acknowledged)
    {
        var self = typeof(CrashBenchmark).Assembly.Location;
        using var process = Process.Start(new ProcessStartInfo("dotnet", [self, "crash-client", path, $"{round}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var ticks = Random.Shared.Next(1, MostTicksBeforeKill);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.EndsWith('.'))
            {
                acknowledged.Add(line[..^1]);
            }

            // What was printed before the kill can still be read after it.
            if (--ticks == 0)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync();
        if (ticks > 0)
        {
            throw new InvalidOperationException("The client ended before it was killed.");
        }
    }

    private static async Task<(int Lost, long Torn)> CompareAsync(string path, HashSet<string> acknowledged)
    {
        await using var store = new TableStore(new EmbeddedTables(path));
        await store.OpenAsync();
        var rows = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in store.QueryAsync(Table.Cohorts, Partition, RowRange.Prefix("tick|")))
        {
            rows.Add(row.Key);
        }

        var count = (await store.GetAsync(Table.Cohorts, Partition, "count"))!.Values.GetInt64("Ticks");
        return (acknowledged.Count(tick => !rows.Contains(tick)), Math.Abs(count - rows.Count));
    }

    private static string CheckIntegrity(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string)command.ExecuteScalar()!;
    }
}
