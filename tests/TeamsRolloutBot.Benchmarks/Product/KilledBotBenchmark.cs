using System.Globalization;
using System.Net;
using System.Text.Json;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.Benchmarks.Product;

/// <summary>
/// <c>kill-bot [ROUNDS]</c>: kills the bot itself while eight clients tick and untick tasks over
/// HTTP, repeatedly on the same file. After each kill, it looks for acknowledged ticks that are
/// lost and counts that do not match the people they count.
/// </summary>
public static class KilledBotBenchmark
{
    private const int Clients = 8;
    private const int Cohorts = 2;
    private const int MembersInCohort = 40;
    private const int MostTicksBeforeKill = 1500;
    private static readonly string[] Tasks = ["account", "sandbox"];

    /// <summary>
    /// The outcome of all rounds. A run is good if the last three are 0, 0 and "ok".
    /// </summary>
    /// <param name="Rounds">How many times the bot was killed.</param>
    /// <param name="Acknowledged">Ticks that it had answered with their card.</param>
    /// <param name="Lost">Acknowledged ticks that are not in the file.</param>
    /// <param name="Miscounted">Cohorts whose counts do not match their people, over all
    /// rounds.</param>
    /// <param name="Integrity">The result of SQLite's integrity check.</param>
    public sealed record Outcome(int Rounds, int Acknowledged, int Lost, int Miscounted, string Integrity);

    public static async Task<int> RunAsync(string[] args)
    {
        var outcome = await RunAsync(args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 50);
        Console.WriteLine(JsonSerializer.Serialize(new { benchmark = "kill-bot", outcome }));
        return outcome is { Lost: 0, Miscounted: 0, Integrity: "ok" } ? 0 : 1;
    }

    public static async Task<Outcome> RunAsync(int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("rollout-kill-").FullName;
        try
        {
            var path = BotServer.DataFile(folder);
            var rollout = await SeededRollout.WriteAsync(path, Cohorts, MembersInCohort);
            var clients = Enumerable.Range(0, Clients).Select(client => new Client(client, rollout)).ToList();
            var (lost, miscounted) = (0, 0);
            for (var round = 0; round < rounds; round++)
            {
                await TickUntilKilledAsync(folder, clients);
                var (here, counts) = await CompareAsync(path, rollout, clients);
                lost += here;
                miscounted += counts;
            }

            return new(rounds, clients.Sum(client => client.Acknowledged), lost, miscounted, Integrity(path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task TickUntilKilledAsync(string folder, List<Client> clients)
    {
        using var bot = await BotServer.StartAsync(folder);
        var left = Random.Shared.Next(50, MostTicksBeforeKill);
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ticking = clients.Select(client => Task.Run(() => client.TickAsync(bot, () =>
        {
            if (Interlocked.Decrement(ref left) == 0)
            {
                enough.SetResult();
            }
        }))).ToList();
        if (await Task.WhenAny(enough.Task, Task.WhenAll(ticking)) != enough.Task)
        {
            throw new InvalidOperationException("The bot stopped answering before it was killed.");
        }

        await bot.KillAsync();
        await Task.WhenAll(ticking);
    }

    private static async Task<(int Lost, int Miscounted)> CompareAsync(string path, string rolloutId, List<Client> clients)
    {
        await using var store = new TableStore(new EmbeddedTables(path));
        await store.OpenAsync();
        var writer = new PartitionWriter(store);
        var cohorts = new CohortRepository(store, writer);
        var rollout = (await new RolloutRepository(store, writer).FindAsync(new RolloutId(rolloutId)))!;
        var (lost, miscounted) = (0, 0);
        foreach (var cohort in rollout.Definition.Cohorts)
        {
            var key = new CohortKey(rollout.Id, cohort.Id);
            var people = new List<Participant>();
            await foreach (var participant in cohorts.ListParticipantsAsync(key))
            {
                people.Add(participant);
            }

            miscounted += CohortCounts.Sum(rollout.Definition, people) == await cohorts.GetCountsAsync(key) ? 0 : 1;
            lost += clients.Sum(client => client.CountLost(people));
        }

        return (lost, miscounted);
    }

    private static string Integrity(string path)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string)command.ExecuteScalar()!;
    }

    /// <summary>
    /// Sets and clears the tasks of its own members, one after another, and remembers which were
    /// acknowledged.
    /// </summary>
    private sealed class Client(int number, string rollout)
    {
        private readonly Dictionary<(int Member, string Task), bool> _acknowledged = [];
        private (int Member, string Task, bool Done)? _inFlight;
        private int _next;

        public int Acknowledged { get; private set; }

        public async Task TickAsync(BotServer bot, Action onAcknowledged)
        {
            while (true)
            {
                var member = number + (Clients * (_next % (Cohorts * MembersInCohort / Clients)));
                var task = Tasks[_next / 7 % Tasks.Length];
                var done = !_acknowledged.GetValueOrDefault((member, task));
                _inFlight = (member, task, done);
                _next++;
                try
                {
                    var (status, body) = await bot.PostAsync(SeededRollout.TickOf(rollout, member / MembersInCohort, member, task, done));
                    if (status != HttpStatusCode.OK || !body.Contains("task.set", StringComparison.Ordinal))
                    {
                        throw new InvalidOperationException($"A tick was answered with {status}: {body}");
                    }
                }
                catch (HttpRequestException)
                {
                    // Killed: it is unknown whether this one was done.
                    return;
                }

                _acknowledged[(member, task)] = done;
                _inFlight = null;
                Acknowledged++;
                onAcknowledged();
            }
        }

        public int CountLost(IReadOnlyList<Participant> people)
        {
            var byId = people.ToDictionary(person => person.Person.Id.Value);
            var lost = 0;
            foreach (var (key, done) in _acknowledged.ToList())
            {
                if (!byId.TryGetValue(SeededRollout.ObjectId(key.Member), out var person))
                {
                    continue;
                }

                var stored = person.Progress.Done.ContainsKey(key.Task);
                if (stored != done && _inFlight != (key.Member, key.Task, stored))
                {
                    lost++;
                }

                _acknowledged[key] = stored;
            }

            return lost;
        }
    }
}
