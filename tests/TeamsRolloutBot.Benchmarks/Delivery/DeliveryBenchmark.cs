using System.Text.Json;
using TeamsRolloutBot.Benchmarks.Harness;
using TeamsRolloutBot.StubConnector;

namespace TeamsRolloutBot.Benchmarks.Delivery;

/// <summary>
/// <c>delivery --people 20000 --latency 400 --limit 50 …</c>: sends one message to each of many
/// people, and checks the stub's log. <c>--tenants 20</c> divides the people among that many
/// companies, all due at once, each with its own limit. <c>--day 60</c> starts day hours after that
/// many seconds, so that everything planned by then is due at once. <c>--report FILE</c> writes the
/// report, and next to it the log and a chart of requests per second.
/// </summary>
internal static class DeliveryBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var given = new Arguments(args);
        var limit = given.Number("limit", 0);
        var concurrency = given.Number("concurrency", 64);
        var options = new DeliveryRunOptions
        {
            People = given.Number("people", 1000),
            InCohort = given.Number("cohort", 500),
            Tenants = given.Number("tenants", 1),
            RequestsPerSecond = given.Number("rate", 50),
            Concurrency = concurrency,
            Instances = given.Number("instances", 1),
            OnAzurite = given.Text("store", "embedded") == "azurite",
            Kills = given.Number("kills", 0),
            KillEverySeconds = given.Share("every", 20),
            LeaseSeconds = given.Number("lease", 120),
            StopAfter = given.Number("stopAfter", 0),
            DayBeginsIn = given.Number("day", 0),
            PatienceSeconds = given.Share("patience", 60),
            Stub = new StubOptions
            {
                Latency = given.Number("latency", 0),
                TenantLimit = limit,
                ThreadLimits = limit > 0,
                Faults = given.Text("faults", string.Empty),
                Blocked = given.Share("blocked", 0),
            },
        };
        var outcome = await DeliveryRun.RunAsync(options);
        var report = outcome.Report;
        if (given.Text("report", string.Empty) is { Length: > 0 } path)
        {
            await File.WriteAllTextAsync(path, report.ToText());
            await File.WriteAllTextAsync(Path.ChangeExtension(path, ".svg"), RunReport.ToPicture(outcome.Log, limit));
            await File.WriteAllLinesAsync(Path.ChangeExtension(path, ".tsv"), outcome.Log.Select(request => request.ToLine()));
        }

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            benchmark = "delivery",
            people = options.People,
            sent = report.Sent,
            lost = report.Lost,
            early = outcome.Early,
            repeated = report.Repeated,
            repeatedAfterNoAnswer = report.RepeatedAfterNoAnswer,
            overLimit = report.OverLimit,
            mostInOneSecond = report.MostInOneSecond,
            requests = report.Requests,
            ratePerSecond = Math.Round(report.RatePerSecond, 2),
            ratioToLimit = limit > 0 ? Math.Round(report.RatePerSecond / limit, 4) : (double?)null,
            slowestTenantPerSecond = Math.Round(outcome.ByTenant.Min(tenant => tenant.RatePerSecond), 2),
            mostInOneSecondOfATenant = outcome.ByTenant.Max(tenant => tenant.MostInOneSecond),
            blocked = outcome.Blocked,
            recordedSent = outcome.RecordedSent,
            recordedFailed = outcome.RecordedFailed,
            recordedOpen = outcome.RecordedOpen,
            couldHaveBeenInFlight = outcome.InFlightAtKills,
            stopSeconds = outcome.StopSeconds is { } stop ? Math.Round(stop, 2) : (double?)null,
            seconds = Math.Round(outcome.Seconds, 1),
            botProcessorSeconds = Math.Round(outcome.BotProcessorSeconds, 1),
            peakMemoryMb = outcome.PeakMemoryMb,
        }));
        return report.Lost == 0 && outcome.Early == 0 && report.Repeated <= report.RepeatedAfterNoAnswer + outcome.InFlightAtKills ? 0 : 1;
    }
}
