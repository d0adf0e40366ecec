using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TeamsRolloutBot.Benchmarks.Harness;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Sqlite;
using TeamsRolloutBot.StubConnector;

namespace TeamsRolloutBot.IntegrationTests.Hosting;

/// <summary>What a collector receives over OTLP from the bot in a separate process.</summary>
public sealed class TelemetryTests
{
    private static readonly string[] Expected =
    [
        "rollout.deliveries.due", "rollout.deliveries.sent", "rollout.planner.lag", "rollout.sender.lag", "rollout.connector.requests",
        "rollout.connector.latency",
        "delivery.plan", "delivery.send", "teams-rollout-bot", "url.full",
    ];

    [Fact]
    public async Task Metrics_traces_and_logs_reach_a_collector_and_name_nobody()
    {
        var folder = Directory.CreateTempSubdirectory("rollout-otlp-");
        var received = new ConcurrentQueue<string>();
        var complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var collector = await StartCollectorAsync(received, complete);
        await using var stub = await StubProcess.StartAsync(new StubOptions());
        var path = Path.Combine(folder.FullName, "rollouts.db");
        await using (var store = new TableStore(new EmbeddedTables(path)))
        {
            await store.OpenAsync();
            await new Population(5, 5, GoLiveInDays: 20).SeedAsync(store, stub.Address, SystemClock.Instance.GetCurrentInstant());
        }

        await using (await BotProcess.StartAsync(folder.FullName, new Dictionary<string, string>
        {
            ["Storage__Path"] = path,
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.First(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "300",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "300",
        }))
        {
            await complete.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }

        folder.Delete(recursive: true);

        // Outgoing requests are recorded only with their host: their paths contain ids of chats and
        // keys of rows.
        Assert.DoesNotContain(received, body => body.Contains("v3/conversations", StringComparison.Ordinal));
        Assert.DoesNotContain(received, body => body.Contains("Person ", StringComparison.Ordinal));
    }

    private static async Task<WebApplication> StartCollectorAsync(ConcurrentQueue<string> received, TaskCompletionSource complete)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/v1/{signal}", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);

            // Names are plain UTF-8 in protobuf.
            received.Enqueue(Encoding.UTF8.GetString(body.ToArray()));
            var all = string.Concat(received);
            if (Expected.All(name => all.Contains(name, StringComparison.Ordinal)))
            {
                complete.TrySetResult();
            }
        });
        await app.StartAsync();
        return app;
    }
}
