using System.Diagnostics;
using System.Text.Json;
using NodaTime;
using TeamsRolloutBot.Benchmarks.Harness;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Sqlite;
using TeamsRolloutBot.StubConnector;

namespace TeamsRolloutBot.Benchmarks.Delivery;

/// <summary>
/// <c>launch --people 150000 --cohort 500</c>: how long it takes until everybody in a launched
/// rollout is planned and queued, and how much memory that needs.
/// </summary>
internal static class LaunchBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var given = new Arguments(args);
        var run = await LaunchRun.RunAsync(given.Number("people", 150_000), given.Number("cohort", 500));
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            benchmark = "launch",
            people = run.People,
            cohorts = run.Cohorts,
            inQueue = run.InQueue,
            sent = run.Sent,
            seconds = Math.Round(run.Seconds, 1),
            botProcessorSeconds = Math.Round(run.BotProcessorSeconds, 1),
            peakMemoryMb = run.PeakMemoryMb,
        }));
        return 0;
    }
}

/// <summary>The outcome of a launch once everybody was planned.</summary>
internal sealed record LaunchRun(
    int People, int Cohorts, int InQueue, int Sent, double Seconds, double BotProcessorSeconds, int PeakMemoryMb)
{
    // Messages that the senders have in flight are no longer in the queue.
    private const int InFlight = 128;
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Launches with the bot in a separate process, and waits until everybody's first message is
    /// sent or queued.
    /// </summary>
    public static async Task<LaunchRun> RunAsync(int people, int inCohort)
    {
        var population = new Population(people, inCohort, GoLiveInDays: 20);
        var folder = Directory.CreateTempSubdirectory("rollout-launch-").FullName;
        await using var stub = await StubProcess.StartAsync(new StubOptions());
        try
        {
            var path = Path.Combine(folder, "rollouts.db");
            await using (var store = new TableStore(new EmbeddedTables(path)))
            {
                await store.OpenAsync();
                await population.SeedAsync(store, stub.Address, SystemClock.Instance.GetCurrentInstant());
            }

            var watch = Stopwatch.StartNew();
            await using var bot = await BotProcess.StartAsync(
                folder, new Dictionary<string, string> { ["Storage__Path"] = path, ["Delivery__RequestsPerSecond"] = "45" });
            using var http = new HttpClient();
            var inQueue = 0;
            while (inQueue + await stub.CountAsync() + InFlight < people && watch.Elapsed < Within)
            {
                await Task.Delay(100);
                using var report = JsonDocument.Parse(await http.GetStringAsync(bot.HealthDetails));
                inQueue = report.RootElement.GetProperty("checks").GetProperty("queue").GetProperty("waiting").GetInt32();
            }

            return new LaunchRun(
                people,
                (people + inCohort - 1) / inCohort,
                inQueue,
                await stub.CountAsync(),
                watch.Elapsed.TotalSeconds,
                bot.Processor.TotalSeconds,
                bot.PeakMemoryMb);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
