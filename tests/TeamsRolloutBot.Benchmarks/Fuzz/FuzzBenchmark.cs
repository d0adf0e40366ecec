using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using TeamsRolloutBot.Benchmarks.Harness;
using TeamsRolloutBot.Benchmarks.Product;
using TeamsRolloutBot.StubConnector;

namespace TeamsRolloutBot.Benchmarks.Fuzz;

/// <summary>
/// <c>fuzz [--activities N --seed N --from N --clients N]</c>: sends mutated activities to the bot
/// in a separate process, and looks for 5xx responses, growing memory and damaged state. An
/// activity depends only on the seed and its number: <c>--from 4711 --activities 1</c> repeats that
/// one.
/// </summary>
internal static class FuzzBenchmark
{
    private const int Cohorts = 2;
    private const int Parts = 10;
    private const int MembersInCohort = 40;
    private const string OtherTenant = "aaaaaaaa-0000-4000-8000-000000000001";
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The outcome. A run is good if <paramref name="ServerErrors"/>,
    /// <paramref name="Unanswered"/>, <paramref name="Damaged"/> and <paramref name="Differences"/>
    /// are 0 and the other tenant's state is untouched.
    /// </summary>
    /// <param name="Seed">The random seed.</param>
    /// <param name="Activities">How many were sent.</param>
    /// <param name="Seconds">How long that took.</param>
    /// <param name="Statuses">Responses by status.</param>
    /// <param name="ServerErrors">5xx responses. 501 is what the protocol returns for an unknown
    /// invoke, and is counted separately.</param>
    /// <param name="UnknownInvokes">501 responses.</param>
    /// <param name="Unanswered">Activities without a response in time.</param>
    /// <param name="ManagedMb">Memory in use after a garbage collection, at each tenth of the
    /// run.</param>
    /// <param name="PeakMb">The peak memory of the process.</param>
    /// <param name="Rows">Rows in the store at the end.</param>
    /// <param name="Damaged">Rollouts and people that can't be read.</param>
    /// <param name="Differences">What <c>repair --check</c> found.</param>
    /// <param name="OthersUntouched">Whether another tenant's state is the same, row by
    /// row.</param>
    /// <param name="First">The first numbers that got a 5xx response or none.</param>
    public sealed record Outcome(
        int Seed, int Activities, double Seconds, IReadOnlyDictionary<int, int> Statuses, int ServerErrors, int UnknownInvokes,
        int Unanswered, double[] ManagedMb, int PeakMb,
        int Rows, int Damaged, int Differences, bool OthersUntouched, IReadOnlyList<int> First);

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new Arguments(args);
        var seed = arguments.Number("seed", Random.Shared.Next());
        Console.Error.WriteLine($"seed {seed}");
        var outcome = await RunAsync(
            seed, arguments.Number("from", 0), arguments.Number("activities", 100_000), arguments.Number("clients", 16));
        Console.WriteLine(JsonSerializer.Serialize(new { benchmark = "fuzz", outcome }));
        return outcome is { ServerErrors: 0, Unanswered: 0, Damaged: 0, Differences: 0, OthersUntouched: true } ? 0 : 1;
    }

    public static async Task<Outcome> RunAsync(int seed, int from, int activities, int clients)
    {
        var folder = Directory.CreateTempSubdirectory("rollout-fuzz-").FullName;
        try
        {
            var path = BotServer.DataFile(folder);
            var rollout = await SeededRollout.WriteAsync(path, Cohorts, MembersInCohort);
            var others = await SeededRollout.WriteAsync(path, Cohorts, MembersInCohort, OtherTenant);
            var before = await StateCheck.FingerprintAsync(path, others);
            await using var stub = await StubProcess.StartAsync(new StubOptions());
            var run = new Run(await ActivityCorpus.CreateAsync(seed, stub.Address, rollout, others));
            var clock = Stopwatch.StartNew();
            var (managed, peak) = await run.SendAsync(folder, from, activities, clients);
            var seconds = clock.Elapsed.TotalSeconds;
            var (rows, damaged) = await StateCheck.ReadAllAsync(path);
            var check = await BotServer.RunAsync(folder, ["repair", "--check"]);
            damaged.Take(5).ToList().ForEach(Console.Error.WriteLine);
            Console.Error.Write(check.Output + check.Errors);
            return new Outcome(
                seed, activities, Math.Round(seconds, 1), new SortedDictionary<int, int>(run.Statuses), run.Statuses.Where(
                    status => status.Key >= 500 && status.Key != 501).Sum(status => status.Value),
                run.Statuses.GetValueOrDefault(501), run.Unanswered, managed, peak, rows, damaged.Count, DifferencesIn(check),
                before == await StateCheck.FingerprintAsync(path, others),
                [
                    .. run.Failed.Order().Take(20)
                ]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int DifferencesIn(CommandOutcome check) =>
        check.ExitCode == 0 ? 0 : Math.Max(1, check.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1);

    private sealed class Run(ActivityCorpus corpus)
    {
        private int _unanswered;

        public ConcurrentDictionary<int, int> Statuses { get; } = new();

        public ConcurrentBag<int> Failed { get; } = [];

        public int Unanswered => _unanswered;

        public async Task<(double[] ManagedMb, int PeakMb)> SendAsync(string folder, int from, int activities, int clients)
        {
            await using var bot = await BotProcess.StartAsync(folder, ManagedMemory.Settings(folder).Concat(
            [
                new("Storage__Path", BotServer.DataFile(folder)),
                new("Logging__LogLevel__Default", "Critical"),
                new("Logging__LogLevel__TeamsRolloutBot.Protocol.Hosting", "Error"),
                new("DOTNET_gcServer", "0"),
            ]).ToDictionary());
            using var http = new HttpClient { BaseAddress = new Uri(bot.Address), Timeout = AnswersWithin };
            var managed = new List<double>();
            for (var part = 0; part < Parts; part++)
            {
                await SendAsync(
                    http, from + (activities * part / Parts), (activities * (part + 1) / Parts) - (activities * part / Parts), clients);
                managed.Add(Math.Round(await ManagedMemory.OfAsync(bot, folder), 1));
            }

            var peak = bot.PeakMemoryMb;
            await bot.StopAsync();
            if (!Failed.IsEmpty)
            {
                Console.Error.WriteLine(bot.Output);
            }

            return ([.. managed], peak);
        }

        private Task SendAsync(HttpClient http, int from, int count, int clients) =>
            Parallel.ForEachAsync(Enumerable.Range(from, count), new ParallelOptions { MaxDegreeOfParallelism = clients },
                async (number, ct) =>
            {
                using var content = new ByteArrayContent(corpus.Next(number));
                content.Headers.ContentType = MediaTypeHeaderValue.Parse(ActivityCorpus.ContentType(number));
                try
                {
                    using var answer = await http.PostAsync("/api/messages", content, ct);
                    var status = (int)answer.StatusCode;
                    Statuses.AddOrUpdate(status, 1, static (_, before) => before + 1);
                    if (status >= 500 && status != 501)
                    {
                        Failed.Add(number);
                    }
                }
                catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
                {
                    Interlocked.Increment(ref _unanswered);
                    Failed.Add(number);
                }
            });
    }
}
