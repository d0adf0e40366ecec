using System.Net;
using System.Text.Json;
using TeamsRolloutBot.Benchmarks.Harness;
using TeamsRolloutBot.IntegrationTests.Azurite;

namespace TeamsRolloutBot.IntegrationTests.Hosting;

/// <summary>What a probe of the platform sees, with the bot in a separate process.</summary>
public sealed class HealthTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rollout-health-");
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_bot_that_is_well_says_so_check_by_check()
    {
        await using var bot = await BotProcess.StartAsync(
            _folder.FullName, new Dictionary<string, string> { ["Storage__Path"] = Path.Combine(_folder.FullName, "rollouts.db") });

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(bot, "live")).Status);
        var (status, report) = await UntilAsync(bot, report => report.GetProperty("status").GetString() == "Healthy");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            ["planner", "queue", "sender", "storage"], report.GetProperty("checks").EnumerateObject().Select(check => check.Name).Order());
        Assert.Equal(0, report.GetProperty("checks").GetProperty("queue").GetProperty("waiting").GetInt32());
        Assert.Equal((HttpStatusCode.OK, """{"status":"up"}"""), await GetAsync(bot, "ready"));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(bot, "details")).Status);
    }

    [NeedsNodeFact]
    public async Task A_bot_whose_storage_is_gone_is_alive_and_not_ready()
    {
        var azurite = await AzuriteProcess.StartAsync();
        await using var bot = await BotProcess.StartAsync(_folder.FullName, new Dictionary<string, string>
        {
            ["Storage__Kind"] = "AzureTables",
            ["Storage__ConnectionString"] = azurite.ConnectionString,
            ["Delivery__Queue"] = "AzureStorage",
        });
        await UntilAsync(bot, report => report.GetProperty("status").GetString() == "Healthy");

        await azurite.DisposeAsync();

        var (status, _) = await UntilAsync(bot, report => IsUnhealthy(report, "storage") && IsUnhealthy(report, "queue"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        while (await GetAsync(bot, "ready") is var ready && ready != (HttpStatusCode.ServiceUnavailable, """{"status":"down"}"""))
        {
            Assert.Equal((HttpStatusCode.OK, """{"status":"up"}"""), ready);
        }

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(bot, "live")).Status);
    }

    private static bool IsUnhealthy(JsonElement report, string check) =>
        report.GetProperty("checks").GetProperty(check).GetProperty("status").GetString() == "Unhealthy";

    // Repeats the request until it says so, as a probe also would.
    private async Task<(HttpStatusCode Status, JsonElement Report)> UntilAsync(BotProcess bot, Func<JsonElement, bool> says)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            using var answer = await _http.GetAsync(bot.HealthDetails, patience.Token);
            var report = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(patience.Token)).RootElement;
            if (says(report))
            {
                return (answer.StatusCode, report);
            }
        }
    }

    private async Task<(HttpStatusCode Status, string Body)> GetAsync(BotProcess bot, string probe)
    {
        using var answer = await _http.GetAsync($"{bot.Address}/health/{probe}");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
