using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using TeamsRolloutBot.Benchmarks.Harness;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.Benchmarks.Delivery;

/// <summary>
/// <c>idle --people 10000,1000000</c>: what a planner run costs when nothing is due, depending on
/// the number of people.
/// </summary>
internal static class IdleBenchmark
{
    private const int Looks = 500;

    public static async Task<int> RunAsync(string[] args)
    {
        var sizes = new Arguments(args).Text("people", "10000,1000000").Split(',').Select(int.Parse);
        var figures = new List<object>();
        foreach (var people in sizes)
        {
            figures.Add(await MeasureAsync(people));
        }

        Console.WriteLine(JsonSerializer.Serialize(new { benchmark = "idle", figures }));
        return 0;
    }

    private static async Task<object> MeasureAsync(int people)
    {
        var folder = Directory.CreateTempSubdirectory("rollout-idle-").FullName;
        try
        {
            await using var store = new TableStore(new EmbeddedTables(Path.Combine(folder, "rollouts.db")));
            await store.OpenAsync();
            var now = SystemClock.Instance.GetCurrentInstant();

            // Everybody's next contact is two months away, so each cohort has one wake then, and
            // none now.
            var rollout = await new Population(people, 5000, GoLiveInDays: 80)
                .SeedAsync(store, "http://127.0.0.1:9/", now, isRunning: true, withReferences: false, withWakes: false);
            var due = new DueIndex(store);
            foreach (var cohort in rollout.Definition.Cohorts)
            {
                await due.AddAsync(
                    new CohortKey(rollout.Id, cohort.Id), now + Duration.FromDays(59), now, isFollowUp: false, CancellationToken.None);
            }

            var configuration = new ConfigurationBuilder().Build();
            var services = new ServiceCollection();
            services.AddSingleton<IConfiguration>(configuration);
            services.AddLogging();
            services.AddSingleton<ITableStore>(store);
            services.AddSingleton<PartitionWriter>();
            services.AddState();
            services.AddDelivery(configuration, isDevelopment: true);
            await using var provider = services.BuildServiceProvider();
            var planner = provider.GetRequiredService<Planner>();
            var looks = new List<double>(Looks);
            for (var look = 0; look < Looks; look++)
            {
                var started = Stopwatch.GetTimestamp();
                await planner.RunAsync(CancellationToken.None);
                await planner.NextAsync(CancellationToken.None);
                looks.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            looks.Sort();
            return new { people, medianMs = Math.Round(looks[Looks / 2], 3), p99Ms = Math.Round(looks[Looks * 99 / 100], 3) };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
