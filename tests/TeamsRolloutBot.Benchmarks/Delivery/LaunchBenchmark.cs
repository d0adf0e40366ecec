using System.Diagnostics;
using System.Text.Json;
using NodaTime;
using TeamsRolloutBot.Benchmarks.Harness;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Embedded;
using TeamsRolloutBot.StubConnector;

namespace TeamsRolloutBot.Benchmarks.Delivery;

/// <summary><c>launch --people 150000 --cohort 500</c>: how long until everybody of a launched rollout is planned and in the queue, and in how much memory.</summary>
internal static class LaunchBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var given = new Arguments(args);
        var population = new Population(given.Number("people", 150_000), given.Number("cohort", 500), GoLiveInDays: 20);
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
            await using var bot = await BotProcess.StartAsync(folder, new Dictionary<string, string> { ["Storage__Path"] = path, ["Delivery__RequestsPerSecond"] = "45" });
            using var http = new HttpClient();
            var inQueue = 0;
            while (inQueue + await stub.CountAsync() + 128 < population.People && watch.Elapsed < TimeSpan.FromMinutes(10))
            {
                await Task.Delay(100);
                using var report = JsonDocument.Parse(await http.GetStringAsync($"{bot.Address}/health/ready"));
                inQueue = report.RootElement.GetProperty("checks").GetProperty("queue").GetProperty("waiting").GetInt32();
            }

            Console.WriteLine(JsonSerializer.Serialize(new
            {
                benchmark = "launch",
                people = population.People,
                cohorts = (population.People + population.InCohort - 1) / population.InCohort,
                inQueue,
                sent = await stub.CountAsync(),
                seconds = Math.Round(watch.Elapsed.TotalSeconds, 1),
                botProcessorSeconds = Math.Round(bot.Processor.TotalSeconds, 1),
                peakMemoryMb = bot.PeakMemoryMb,
            }));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
