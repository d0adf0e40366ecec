using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using TeamsRolloutBot.Benchmarks.Product;

namespace TeamsRolloutBot.Benchmarks.Tick;

/// <summary>
/// <c>tick [SECONDS]</c>: ticks tasks under load, each tick durable before its answer, and compares
/// that with an endpoint that reads the same JSON and answers with a card of the same size. Both
/// run in separate processes, three rounds in turn, after a warm-up. Needs <c>wrk</c>.
/// </summary>
internal static partial class TickBenchmark
{
    private const int Cohorts = 10;
    private const int MembersInCohort = 100;
    private const int Rounds = 3;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var seconds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 8;
        var folder = Directory.CreateTempSubdirectory("rollout-tick-").FullName;
        try
        {
            var rollout = await SeededRollout.WriteAsync(Path.Combine(folder, "rollouts.db"), Cohorts, MembersInCohort);
            var script = Path.Combine(folder, "tick.lua");
            await File.WriteAllTextAsync(script, Lua(rollout));
            var started = Stopwatch.StartNew();
            using var bot = await StartBotAsync(folder);
            var startSeconds = started.Elapsed.TotalSeconds;
            var cardBytes = await CardBytesAsync(rollout);
            using var plain = StartSelf("tick-endpoint", cardBytes.ToString(CultureInfo.InvariantCulture));
            await WhenAnsweringAsync("http://127.0.0.1:45981/");
            await WrkAsync(script, "http://127.0.0.1:45980/api/messages", 5);
            await WrkAsync(script, "http://127.0.0.1:45981/api/messages", 3);
            var ticks = new List<Load>();
            var plains = new List<Load>();
            for (var round = 0; round < Rounds; round++)
            {
                ticks.Add(await WrkAsync(script, "http://127.0.0.1:45980/api/messages", seconds));
                plains.Add(await WrkAsync(script, "http://127.0.0.1:45981/api/messages", seconds));
            }

            bot.Refresh();
            var tick = Median(ticks);
            var endpoint = Median(plains);
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                ticksPerSecond = Math.Round(tick.PerSecond),
                tickP50Ms = tick.P50,
                tickP99Ms = tick.P99,
                endpointPerSecond = Math.Round(endpoint.PerSecond),
                endpointP50Ms = endpoint.P50,
                endpointP99Ms = endpoint.P99,
                ratio = Math.Round(tick.PerSecond / endpoint.PerSecond, 3),
                errors = ticks.Sum(load => load.Errors),
                cardBytes,
                startSeconds = Math.Round(startSeconds, 2),
                residentMb = bot.WorkingSet64 / (1024 * 1024),
            }));
            bot.Kill();
            plain.Kill();
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>
    /// The endpoint for comparison: reads the JSON, answers with a card of the given size, stores
    /// nothing.
    /// </summary>
    public static async Task<int> EndpointAsync(string[] arguments)
    {
        var text = new string('x', int.Parse(arguments[0], CultureInfo.InvariantCulture));
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:45981");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/", () => "ready");
        app.MapPost("/api/messages", (JsonElement activity) => new
        {
            statusCode = 200,
            type = "application/vnd.microsoft.card.adaptive",
            value = new
            {
                type = "AdaptiveCard",
                version = "1.5",
                verb = activity.GetProperty("value").GetProperty("action").GetProperty("verb").GetString(),
                body = text
            },
        });
        await app.RunAsync();
        return 0;
    }

    // The form of the captured invoke, with the verb and data of a tick. Each member alternately
    // ticks and unticks, so that every tick is a change.
    private static string Lua(string rollout) => """
        math.randomseed(os.time())
        local ticked = {}
        request = function()
          local member = math.random(0, LASTMEMBER)
          ticked[member] = not ticked[member]
          local body = '{"type":"invoke","channelId":"msteams","id":"f:17b96347-e8b4-f340-10bc-eb52fc1a6ad4","serviceUrl":"http://127.0.0.1:9/","channelData":{"tenant":{"id":"TENANT"},"source":{"name":"message"},"legacy":{"replyToId":"1:12SWreU4430kJA9eZCb1kXDuo6A8KdDEGB6d9TkjuDYM"}},"from":{"id":"29:user-' .. member .. '","name":"Person ' .. member .. '","aadObjectId":"c5e99701-2a32-49c1-a660-' .. string.format("%012d", member) .. '"},"recipient":{"id":"28:bot","name":"bot"},"conversation":{"id":"a:chat-' .. member .. '","conversationType":"personal","tenantId":"TENANT"},"entities":[{"locale":"en-US","country":"US","platform":"Web","timezone":"America/Los_Angeles","type":"clientInfo"}],"value":{"action":{"type":"Action.Execute","title":"Done","verb":"task.set","data":{"rollout":"ROLLOUT","cohort":"c' .. math.floor(member / PERCOHORT) .. '","task":"account","done":' .. tostring(ticked[member]) .. '}},"trigger":"manual"},"name":"adaptiveCard/action","timestamp":"2026-01-07T06:04:59.89Z","localTimestamp":"2026-01-06T22:04:59.89-08:00","replyToId":"1767765488332","locale":"en-US","localTimezone":"America/Los_Angeles"}'
          return wrk.format("POST", nil, {["Content-Type"] = "application/json"}, body)
        end
        """
        .Replace("LASTMEMBER", ((Cohorts * MembersInCohort) - 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("PERCOHORT", MembersInCohort.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("TENANT", SeededRollout.Tenant, StringComparison.Ordinal)
        .Replace("ROLLOUT", rollout, StringComparison.Ordinal);

    private static async Task<Process> StartBotAsync(string folder)
    {
        var dll = typeof(TeamsRolloutBot.State.StoredRollout).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [dll])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_CONTENTROOT"] = Path.GetDirectoryName(dll);
        start.Environment["Urls"] = "http://127.0.0.1:45980";
        start.Environment["Playground__Launch"] = "false";
        start.Environment["Storage__Path"] = Path.Combine(folder, "rollouts.db");
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await WhenAnsweringAsync("http://127.0.0.1:45980/");
        return process;
    }

    private static Process StartSelf(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(TickBenchmark).Assembly.Location, .. arguments]))!;

    private static async Task WhenAnsweringAsync(string address)
    {
        using var http = new HttpClient();
        for (var wait = 0; wait < 600; wait++)
        {
            try
            {
                using var answer = await http.GetAsync(address);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(10);
            }
        }

        throw new TimeoutException($"{address} does not answer.");
    }

    private static async Task<int> CardBytesAsync(string rollout)
    {
        using var http = new HttpClient();
        var body = SeededRollout.TickOf(rollout, cohort: 0, member: 0, "account", done: true);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("http://127.0.0.1:45980/api/messages", content);
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    private static async Task<Load> WrkAsync(string script, string address, int seconds)
    {
        using var wrk = Process.Start(
            new ProcessStartInfo(
                "wrk", ["-t2", "-c32", $"-d{seconds}s", "--latency", "-s", script, address])
            { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("wrk did not start.");
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        return new Load(
            double.Parse(Rate().Match(output).Groups[1].Value, CultureInfo.InvariantCulture),
            Milliseconds(output, "50%"),
            Milliseconds(output, "99%"),
            Errors().Match(output) is { Success: true } errors ? int.Parse(errors.Groups[1].Value, CultureInfo.InvariantCulture) : 0);
    }

    private static double Milliseconds(string output, string percentile)
    {
        var match = Regex.Match(output, Regex.Escape(percentile) + @"\s+([\d.]+)(us|ms|s)");
        var value = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch { "us" => value / 1000, "ms" => value, _ => value * 1000 };
    }

    private static Load Median(List<Load> loads) => loads.OrderBy(load => load.PerSecond).ElementAt(loads.Count / 2);

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex Errors();

    private sealed record Load(double PerSecond, double P50, double P99, int Errors);
}
