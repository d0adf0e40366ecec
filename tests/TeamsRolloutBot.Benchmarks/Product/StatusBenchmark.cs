using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace TeamsRolloutBot.Benchmarks.Product;

/// <summary>
/// <c>status</c>: what a status card costs in rollouts of 100, 10,000 and 100,000 people, each in
/// 20 cohorts. Uses the bot over HTTP, the three in turn in one run.
/// </summary>
public static class StatusBenchmark
{
    private const int Cohorts = 20;
    private const int Warmup = 200;
    private const int Requests = 400;
    private const int Rounds = 5;

    public static async Task<int> RunAsync()
    {
        int[] sizes = [100, 10_000, 100_000];
        var folder = Directory.CreateTempSubdirectory("rollout-status-").FullName;
        try
        {
            var rollouts = new List<string>();
            foreach (var size in sizes)
            {
                rollouts.Add(await SeededRollout.WriteAsync(BotServer.DataFile(folder), Cohorts, size / Cohorts));
            }

            using var bot = await BotServer.StartAsync(folder);
            foreach (var rollout in rollouts)
            {
                await MeasureAsync(bot, rollout, Warmup);
            }

            var medians = rollouts.Select(_ => new List<double>()).ToList();
            for (var round = 0; round < Rounds; round++)
            {
                for (var i = 0; i < sizes.Length; i++)
                {
                    medians[i].Add(await MeasureAsync(bot, rollouts[i], Requests));
                }
            }

            await bot.StopAsync();
            var results = sizes.Zip(
                medians, (people, times) => new { people, medianMs = Math.Round(times.Order().ElementAt(Rounds / 2), 3) }).ToList();
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                benchmark = "status",
                cohorts = Cohorts,
                results,
                ratioLargestToSmallest = Math.Round(results[^1].medianMs / results[0].medianMs, 2),
            }));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>The median of sequential requests, in milliseconds.</returns>
    private static async Task<double> MeasureAsync(BotServer bot, string rollout, int requests)
    {
        var body = SeededRollout.Invoke(SeededRollout.Owner, "status.show", $$"""{"rollout":"{{rollout}}"}""");
        var times = new List<double>(requests);
        for (var i = 0; i < requests; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var (status, answer) = await bot.PostAsync(body);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (status != HttpStatusCode.OK || !answer.Contains("Office 0", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"The status was answered with {status}: {answer}");
            }
        }

        return times.Order().ElementAt(requests / 2);
    }
}
