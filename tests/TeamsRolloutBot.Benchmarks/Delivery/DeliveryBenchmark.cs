using System.Text.Json;
using TeamsRolloutBot.Benchmarks.Harness;
using TeamsRolloutBot.StubConnector;

namespace TeamsRolloutBot.Benchmarks.Delivery;

/// <summary>
/// <c>delivery --people 20000 --latency 400 --limit 50 …</c>: one message to each of many people, judged by the stub's log. <c>--rate 0</c> sets no pace and
/// compares with a bare loop over HttpClient, <c>--bare</c> requests before the run and as many after it. <c>--day 60</c>: the day's hours begin after that
/// many seconds, and what is planned by then is due at once.
/// <c>--report FILE</c> writes the report and, beside it, the picture of requests a second and the log.
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
        // The loop before and after: a machine that gets faster or slower meanwhile moves both.
        var loops = given.Number("bare", 0);
        var before = await BareLoopAsync();
        var outcome = await DeliveryRun.RunAsync(options);
        var after = await BareLoopAsync();
        var report = outcome.Report;
        var bare = loops > 0 ? 2 * loops / (before + after).TotalSeconds : (double?)null;
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
            ratioToBareLoop = bare is { } loop ? Math.Round(report.RatePerSecond / loop, 3) : (double?)null,
            warmRatePerSecond = bare is null ? (double?)null : Math.Round(WarmRate(outcome.Log), 2),
            warmRatioToBareLoop = bare is { } warmed ? Math.Round(WarmRate(outcome.Log) / warmed, 3) : (double?)null,
            bareLoopPerSecond = bare is { } rate ? Math.Round(rate) : (double?)null,
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

        async Task<TimeSpan> BareLoopAsync() => loops > 0 ? await DeliveryRun.BareLoopAsync(loops, concurrency, new string('x', 10_000)) : TimeSpan.Zero;
    }

    /// <summary>Requests a second without the first quarter of them, in which code is still being compiled: the bare loop makes a quarter before it is measured.</summary>
    private static double WarmRate(IReadOnlyList<LoggedRequest> log)
    {
        var measured = log.Skip(log.Count / 4).ToList();
        return (measured.Count - 1) / ((measured[^1].At - measured[0].At) / 1_000_000.0);
    }
}
