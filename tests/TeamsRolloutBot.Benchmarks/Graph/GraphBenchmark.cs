using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using TeamsRolloutBot.Benchmarks.Harness;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Sqlite;
using TeamsRolloutBot.StubConnector;
using TeamsRolloutBot.StubGraph;

namespace TeamsRolloutBot.Benchmarks.Graph;

/// <summary>
/// <c>graph group --people 50000</c>: the memory needed to read a group. <c>graph install --people
/// 5000</c>: reaches people who have never spoken to the bot, through stubs of Graph and the
/// connector that enforce their limits (30 and 50 requests a second).
/// </summary>
internal static class GraphBenchmark
{
    private const string Group = "1b7a4f10-0000-4000-8000-000000000001";
    private const int RequestsForOne = 3;
    private const int GraphLimit = 30;
    private const int ConnectorLimit = 50;

    public static async Task<int> GroupAsync(string[] args)
    {
        var people = new Arguments(args).Number("people", 50_000);
        await using var stub = await GraphStub.StartAsync();
        stub.KeepsLog = false;
        stub.Tenant.Groups[Group] = new StubGroup(
            Group, "Everybody",
            [
                .. Enumerable.Range(1, people)
                    .Select(number => stub.Tenant.Add($"Person {number}", $"person{number}@contoso.example.com", number).Id)
            ]);

        // In a separate process, because the stub holds all of them.
        using var client = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(GraphBenchmark).Assembly.Location, "graph-group-client", stub.BaseUrl, Group])
            {
                RedirectStandardOutput = true,
            }
        )!;
        var output = await client.StandardOutput.ReadToEndAsync();
        await client.WaitForExitAsync();
        Console.Write(output);
        return client.ExitCode == 0 && stub.Violations.Count == 0 && output.Contains($"\"members\":{people}", StringComparison.Ordinal)
            ? 0
            : 1;
    }

    public static async Task<int> GroupClientAsync(string endpoint, string group)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IClock>(SystemClock.Instance);
        services.AddSingleton<IHostEnvironment>(
            new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { EnvironmentName = Environments.Development }
        );
        services.AddMicrosoft365(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    Settings(endpoint)
                        .ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => (string?)pair.Value)
                )
                .Build()
        );
        await using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<GraphConnection>().Credential = new MadeUpToken();
        var people = provider.GetRequiredService<IPeople>();
        var watch = Stopwatch.StartNew();
        var count = 0;
        await foreach (var _ in people.ListMembersAsync(group, CancellationToken.None))
        {
            count++;
        }

        using var self = Process.GetCurrentProcess();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            benchmark = "graph group",
            members = count,
            seconds = Math.Round(watch.Elapsed.TotalSeconds, 1),
            peakMemoryMb = self.PeakWorkingSet64 / 1_000_000,
            heapAtEndMb = GC.GetTotalMemory(forceFullCollection: true) / 1_000_000,
        }));
        return self.PeakWorkingSet64 < 200_000_000 ? 0 : 1;
    }

    public static async Task<int> InstallAsync(string[] args)
    {
        var people = new Arguments(args).Number("people", 5000);
        var folder = Directory.CreateTempSubdirectory("rollout-graph-").FullName;
        await using var graph = await GraphStub.StartAsync();
        var limit = graph.Limit(IsInstallation, GraphLimit);
        await using var connector = await StubProcess.StartAsync(new StubOptions { TenantLimit = ConnectorLimit, ThreadLimits = true });
        try
        {
            var population = new Population(people, InCohort: 500, GoLiveInDays: 20);
            for (var number = 0; number < people; number++)
            {
                var id = Population.IdOf(number).Value;
                graph.Tenant.People[id] = new StubPerson(id, $"Person {number}", $"person{number}@contoso.example.com");
            }

            await using (var store = new TableStore(new EmbeddedTables(Path.Combine(folder, "rollouts.db"))))
            {
                await store.OpenAsync();
                await population.SeedAsync(store, connector.Address, SystemClock.Instance.GetCurrentInstant(), withReferences: false);
            }

            var settings = Settings(graph.BaseUrl);
            settings["Storage__Path"] = Path.Combine(folder, "rollouts.db");
            settings["Delivery__RequestsPerSecond"] = ConnectorLimit.ToString(CultureInfo.InvariantCulture);
            settings["IDENTITY_ENDPOINT"] = new Uri(new Uri(graph.BaseUrl), GraphStub.TokenPath).ToString();
            settings["IDENTITY_HEADER"] = "header";
            await using var bot = await BotProcess.StartAsync(folder, settings);
            await WaitAsync(connector, people);
            var peak = bot.PeakMemoryMb;
            await bot.StopAsync();
            return Report(people, graph, limit, await connector.LogAsync(), peak);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Report(int people, GraphStub graph, RateLimit limit, IReadOnlyList<LoggedRequest> log, int peak)
    {
        var report = RunReport.Of(
            log,
            Enumerable.Range(0, people)
                .ToDictionary(number => StubTenant.ChatOf(Population.IdOf(number).Value), _ => 1, StringComparer.Ordinal));
        var requests = graph.Requests.Where(IsInstallation).ToList();
        var first = requests.Where(request => request.Method == "POST").Min(request => request.At);
        var seconds = (requests.Max(request => request.At) - first).TotalSeconds;
        var least = Math.Max((double)RequestsForOne * people / GraphLimit, (double)people / ConnectorLimit);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            benchmark = "graph install",
            people,
            reached = report.Sent,
            lost = report.Lost,
            twice = report.Repeated,
            installedTwice = graph.Tenant.Installed.Values.Count(times => times > 1),
            seconds = Math.Round(seconds, 1),
            theoreticalSeconds = Math.Round(least, 1),
            overTheoretical = Math.Round((seconds / least) - 1, 4),
            graphRequests = requests.Count,
            graphRefused = limit.Refused,
            connectorRequests = report.Requests,
            connectorOverLimit = report.OverLimit,
            violations = graph.Violations.Count,
            peakMemoryMb = peak,
        }));
        return report.Lost == 0 && report.Repeated == 0 && graph.Violations.Count == 0 ? 0 : 1;
    }

    private static async Task WaitAsync(StubProcess connector, int people)
    {
        var watch = Stopwatch.StartNew();
        var (count, changed) = (0, TimeSpan.Zero);
        while (watch.Elapsed - changed < TimeSpan.FromSeconds(count >= people ? 3 : 60))
        {
            await Task.Delay(250);
            if (await connector.CountAsync() is var now && now != count)
            {
                (count, changed) = (now, watch.Elapsed);
            }
        }
    }

    private static bool IsInstallation(GraphRequest request) =>
        request.Path.Contains("/installedApps", StringComparison.OrdinalIgnoreCase)
            || request.Path.Contains("/appCatalogs", StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, string> Settings(string endpoint) => new(StringComparer.Ordinal)
    {
        ["Graph__SignIn"] = "ManagedIdentity",
        ["Graph__TenantId"] = Population.Tenant,
        ["Graph__ClientId"] = "0b1f3f0c-77aa-4f52-9d3f-3a1b0c9d8e7f",
        ["Graph__AppExternalId"] = StubTenant.AppExternalId,
        ["Graph__Endpoint"] = endpoint,
    };


    private sealed class MadeUpToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
