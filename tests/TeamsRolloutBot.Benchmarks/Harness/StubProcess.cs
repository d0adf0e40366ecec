using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using TeamsRolloutBot.StubConnector;

namespace TeamsRolloutBot.Benchmarks.Harness;

/// <summary>The stub of the Bot Connector in a separate process.</summary>
internal sealed class StubProcess : ChildProcess
{
    private readonly HttpClient _http = new();

    private StubProcess(ProcessStartInfo start)
        : base(start, "Listening at")
    {
    }

    public string Address { get; private set; } = string.Empty;

    public static async Task<StubProcess> StartAsync(StubOptions options)
    {
        var stub = new StubProcess(new ProcessStartInfo("dotnet",
        [
            typeof(StubOptions).Assembly.Location,
            "--port", Text(options.Port),
            "--latency", Text(options.Latency),
            "--tenantLimit", Text(options.TenantLimit),
            "--threadLimits", options.ThreadLimits ? "true" : "false",
            "--saysRetryAfter", options.SaysRetryAfter ? "true" : "false",
            "--faults", options.Faults,
            "--blocked", options.Blocked.ToString(CultureInfo.InvariantCulture),
            "--holdMilliseconds", Text(options.HoldMilliseconds),
            "--seed", Text(options.Seed),
        ]));
        stub.Address = await stub.FirstMatchAsync(TimeSpan.FromSeconds(30));
        stub._http.BaseAddress = new Uri(stub.Address);
        await stub.WarmUpAsync();
        return stub;
    }

    /// <summary>How many messages have reached the person.</summary>
    public async Task<int> CountAsync() => int.Parse(await _http.GetStringAsync("control/count"), CultureInfo.InvariantCulture);

    public async Task<IReadOnlyList<LoggedRequest>> LogAsync()
    {
        using var reader = new StreamReader(await _http.GetStreamAsync("control/log"));
        var log = new List<LoggedRequest>();
        while (await reader.ReadLineAsync() is { } line)
        {
            log.Add(LoggedRequest.Parse(line));
        }

        return log;
    }

    /// <summary>Sets the responses to the next requests for a conversation.</summary>
    public async Task ScriptAsync(string conversation, params int[] statuses)
    {
        using var answer = await _http.PostAsJsonAsync($"control/script/{Uri.EscapeDataString(conversation)}", statuses);
        answer.EnsureSuccessStatusCode();
    }

    // A cold stub accepts its first requests late, which would look like a burst.
    private async Task WarmUpAsync()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 320), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (_, ct) =>
        {
            using var content = new StringContent("""{"type":"message","summary":"warm-up"}""");
            using var answer = await _http.PutAsync(
                new Uri($"v3/conversations/{StubEndpoints.WarmUp}/activities/1", UriKind.Relative), content, ct);
        });
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        using var forgotten = await _http.PostAsync(new Uri("control/forget", UriKind.Relative), null);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
