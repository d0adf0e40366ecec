using System.Diagnostics;
using System.Globalization;
using NodaTime;
using TeamsRolloutBot.Benchmarks.Harness;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.AzureTables;
using TeamsRolloutBot.Storage.Batching;
using TeamsRolloutBot.Storage.Sqlite;
using TeamsRolloutBot.StubConnector;

namespace TeamsRolloutBot.Benchmarks.Delivery;

/// <summary>The options of a run.</summary>
public sealed record DeliveryRunOptions
{
    public int People { get; init; } = 1000;

    public int InCohort { get; init; } = 500;

    /// <summary>
    /// Companies, each with its own rollout and an equal share of the people, all due at once.
    /// </summary>
    public int Tenants { get; init; } = 1;

    /// <summary>The bot's pace: <c>Delivery:RequestsPerSecond</c>.</summary>
    public int RequestsPerSecond { get; init; } = 50;

    public int Concurrency { get; init; } = 64;

    /// <summary>
    /// More than one needs Azurite; one uses the embedded store unless <see cref="OnAzurite"/>.
    /// </summary>
    public int Instances { get; init; } = 1;

    public bool OnAzurite { get; init; }

    public int Kills { get; init; }

    public double KillEverySeconds { get; init; } = 20;

    public int LeaseSeconds { get; init; } = 120;

    /// <summary>
    /// Sends SIGTERM after this many messages, then restarts the bot; 0 means never.
    /// </summary>
    public int StopAfter { get; init; }

    /// <summary>
    /// Seconds until day hours begin. Nothing may be sent before that, so everything is planned by
    /// then and due at once. 0 means that it is already day.
    /// </summary>
    public int DayBeginsIn { get; init; }

    /// <summary>How long nothing may happen before the run counts as finished.</summary>
    public double PatienceSeconds { get; init; } = 60;

    public StubOptions Stub { get; init; } = new();
}

/// <summary>The outcome of a run.</summary>
/// <param name="Report">The report on the stub's log.</param>
/// <param name="Log">The stub's log.</param>
/// <param name="ByTenant">The same for each tenant separately.</param>
/// <param name="Early">Messages that were sent before day hours began.</param>
/// <param name="Blocked">People who had blocked the bot.</param>
/// <param name="RecordedSent">Deliveries that the bot recorded as sent.</param>
/// <param name="RecordedFailed">Deliveries that the bot recorded as failed.</param>
/// <param name="RecordedOpen">Deliveries that the bot recorded as neither.</param>
/// <param name="InFlightAtKills">The maximum number of messages that were in flight when bots were
/// killed, over all kills.</param>
/// <param name="PeakMemoryMb">The peak resident memory of a bot.</param>
/// <param name="Seconds">From the start of the bots to the last message.</param>
/// <param name="StopSeconds">How long a stop by SIGTERM took, if there was one.</param>
/// <param name="BotProcessorSeconds">The processor time of all bots that were running at the
/// end.</param>
public sealed record DeliveryRunOutcome(
    RunReport Report,
    IReadOnlyList<LoggedRequest> Log,
    IReadOnlyList<RunReport> ByTenant,
    int Early,
    int Blocked,
    int RecordedSent,
    int RecordedFailed,
    int RecordedOpen,
    int InFlightAtKills,
    int PeakMemoryMb,
    double Seconds,
    double? StopSeconds,
    double BotProcessorSeconds);

/// <summary>
/// The bot, in separate processes, sends one message to each of many people through a stub of the
/// connector that logs all requests. Processes may be killed in between.
/// </summary>
public static class DeliveryRun
{
    public static async Task<DeliveryRunOutcome> RunAsync(DeliveryRunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = Directory.CreateTempSubdirectory("rollout-delivery-").FullName;
        await using var azurite = options.OnAzurite || options.Instances > 1 ? await AzuriteProcess.StartAsync() : null;
        await using var stub = await StubProcess.StartAsync(options.Stub);
        try
        {
            var launched = SystemClock.Instance.GetCurrentInstant();
            Instant? day = options.DayBeginsIn > 0 ? Instant.FromUnixTimeSeconds(launched.ToUnixTimeSeconds() + options.DayBeginsIn) : null;
            var inTenant = options.People / options.Tenants;
            List<Population> populations =
            [
                .. Enumerable.Range(0, options.Tenants).Select(number => new Population(inTenant, options.InCohort, GoLiveInDays: 20)
                {
                    TenantId = new Guid(number + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]).ToString(),
                    First = number * inTenant,
                    DayBegins = day,
                }),
            ];
            var rollouts = new List<StoredRollout>();
            await using (var store = await OpenAsync(folder, azurite))
            {
                foreach (var population in populations)
                {
                    rollouts.Add(
                        await population.SeedAsync(
                            store, $"{stub.Address.TrimEnd('/')}{StubEndpoints.TenantPath}{population.TenantId}/", launched));
                }
            }

            var settings = Settings(options, folder, azurite);
            var bots = new List<BotProcess>();
            for (var instance = 0; instance < options.Instances; instance++)
            {
                bots.Add(await BotProcess.StartAsync(folder, settings));
            }

            var faults = new FaultPlan(options.Stub);
            var blocked = populations.Sum(population => population.Expected().Keys.Count(faults.IsBlocked));
            var watch = Stopwatch.StartNew();
            var (early, inFlight, stopSeconds, ended) = await WatchAsync(
                options, folder, settings, stub, bots, populations.Sum(population => population.People) - blocked, day);
            var peak = bots.Max(bot => bot.PeakMemoryMb);
            var processor = bots.Sum(bot => bot.Processor.TotalSeconds);
            foreach (var bot in bots)
            {
                await bot.StopAsync();
                if (bot.Output.Length > 0)
                {
                    await Console.Error.WriteLineAsync(bot.Output);
                }

                await bot.DisposeAsync();
            }

            var log = await stub.LogAsync();
            var expected = populations
                .Select(population =>
                    population.Expected().Where(person => !faults.IsBlocked(person.Key)).ToDictionary(StringComparer.Ordinal)
                )
                .ToList();
            var (sent, failed, open) = await RecordedAsync(folder, azurite, rollouts);
            List<RunReport> byTenant =
            [
                .. expected.Select(people => RunReport.Of([.. log.Where(request => people.ContainsKey(request.Conversation))], people))
            ];
            return new(
                RunReport.Of(log, expected.SelectMany(people => people).ToDictionary(StringComparer.Ordinal)), log, byTenant, early,
                blocked, sent, failed, open, inFlight, peak, ended.TotalSeconds, stopSeconds, processor);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int Early, int InFlight, double? StopSeconds, TimeSpan Ended)> WatchAsync(
        DeliveryRunOptions options, string folder, Dictionary<string, string> settings, StubProcess stub, List<BotProcess> bots,
        int expected, Instant? day)
    {
        var early = 0;
        var watch = Stopwatch.StartNew();
        var (count, changed, lastChange) = (0, TimeSpan.Zero, TimeSpan.Zero);
        var (kills, inFlight, nextKill) = (0, 0, TimeSpan.FromSeconds(options.KillEverySeconds));
        var claimsRunOut = TimeSpan.Zero;
        double? stopSeconds = null;
        while (true)
        {
            await Task.Delay(100);
            var now = await stub.CountAsync();
            if (SystemClock.Instance.GetCurrentInstant() < day)
            {
                (early, changed) = (now, watch.Elapsed);
            }

            if (now != count)
            {
                (count, changed) = (now, watch.Elapsed);
                lastChange = changed;
            }

            if (bots.Find(bot => bot.HasExited) is { } fallen)
            {
                throw new InvalidOperationException($"A bot ended by itself:\n{fallen.Output}");
            }

            if (kills < options.Kills && watch.Elapsed >= nextKill)
            {
                var victim = kills % bots.Count;
                await bots[victim].KillAsync();
                await bots[victim].DisposeAsync();

                // The maximum in flight: each sender holds at most one message.
                inFlight += options.Concurrency * options.Tenants;
                claimsRunOut = watch.Elapsed + TimeSpan.FromSeconds(options.LeaseSeconds);
                bots[victim] = await BotProcess.StartAsync(folder, settings);
                kills++;
                nextKill = watch.Elapsed + TimeSpan.FromSeconds(options.KillEverySeconds);
            }

            if (options.StopAfter > 0 && stopSeconds is null && count >= options.StopAfter)
            {
                stopSeconds = (await bots[0].StopAsync()).TotalSeconds;
                await bots[0].DisposeAsync();
                bots[0] = await BotProcess.StartAsync(folder, settings);
            }

            // Waits a little longer than needed, so that a repeated message would show. A message
            // that was out when its bot was killed is sent again once its claim has expired.
            var restingSince = changed > claimsRunOut ? changed : claimsRunOut;
            var isDone = count >= expected && kills >= options.Kills && watch.Elapsed - restingSince > TimeSpan.FromSeconds(3);
            if (isDone || watch.Elapsed - restingSince > TimeSpan.FromSeconds(options.PatienceSeconds))
            {
                return (early, inFlight, stopSeconds, lastChange);
            }
        }
    }

    private static Dictionary<string, string> Settings(DeliveryRunOptions options, string folder, AzuriteProcess? azurite)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Delivery__RequestsPerSecond"] = options.RequestsPerSecond.ToString(CultureInfo.InvariantCulture),
            ["Delivery__Concurrency"] = options.Concurrency.ToString(CultureInfo.InvariantCulture),
            ["Delivery__LeaseSeconds"] = options.LeaseSeconds.ToString(CultureInfo.InvariantCulture),
        };
        if (azurite is null)
        {
            settings["Storage__Path"] = Path.Combine(folder, "rollouts.db");
        }
        else
        {
            settings["Storage__Kind"] = "AzureTables";
            settings["Delivery__Queue"] = "AzureStorage";
            settings["Storage__ConnectionString"] = azurite.ConnectionString;
        }

        return settings;
    }

    private static async Task<TableStore> OpenAsync(string folder, AzuriteProcess? azurite)
    {
        var store = new TableStore(azurite is null
            ? new EmbeddedTables(Path.Combine(folder, "rollouts.db"))
            : new AzureTableStorage(AzureTablesClient.FromConnectionString(azurite.ConnectionString), new StorageOptions().TablePrefix));
        await store.OpenAsync();
        return store;
    }

    private static async Task<(int Sent, int Failed, int Open)> RecordedAsync(
        string folder, AzuriteProcess? azurite, IReadOnlyList<StoredRollout> rollouts)
    {
        await using var store = await OpenAsync(folder, azurite);
        var cohorts = new CohortRepository(store, new PartitionWriter(store));
        var (sent, failed, open) = (0, 0, 0);
        foreach (
            var cohort in rollouts.SelectMany(rollout => rollout.Definition.Cohorts.Select(cohort => new CohortKey(rollout.Id, cohort.Id))))
        {
            await foreach (var delivery in cohorts.ListDeliveriesAsync(cohort))
            {
                sent += delivery.State == DeliveryState.Sent ? 1 : 0;
                failed += delivery.State == DeliveryState.Failed ? 1 : 0;
                open += delivery.IsFinal ? 0 : 1;
            }
        }

        return (sent, failed, open);
    }
}
