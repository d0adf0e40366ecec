using System.Diagnostics;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Benchmarks.Harness;

/// <summary>
/// The bot itself in a separate process, as deployed, but without the local client.
/// </summary>
internal sealed class BotProcess : ChildProcess
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);

    private BotProcess(ProcessStartInfo start, string address, string healthDetails)
        : base(start)
    {
        Address = address;
        HealthDetails = healthDetails;
    }

    public string Address { get; }

    /// <summary>Where it reports the status of each part.</summary>
    public string HealthDetails { get; }

    /// <summary>The time from the start of the process to its first response.</summary>
    public TimeSpan StartedAfter { get; private set; }

    /// <param name="folder">The working directory.</param>
    /// <param name="settings">Settings as environment variables, such as
    /// <c>Storage__Path</c>.</param>
    public static async Task<BotProcess> StartAsync(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var address = $"http://127.0.0.1:{LoopbackPort.Find()}";
        var details = LoopbackPort.Find();
        var dll = typeof(StoredRollout).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [dll]) { WorkingDirectory = folder };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_CONTENTROOT"] = Path.GetDirectoryName(dll);
        start.Environment["Urls"] = address;
        start.Environment["Playground__Launch"] = "false";
        start.Environment["Health__DetailsPort"] = details.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var clock = Stopwatch.StartNew();
        var bot = new BotProcess(start, address, $"http://127.0.0.1:{details}/health/details");
        await bot.WhenAnsweringAsync();
        bot.StartedAfter = clock.Elapsed;
        return bot;
    }

    private async Task WhenAnsweringAsync()
    {
        using var http = new HttpClient();
        var started = Stopwatch.StartNew();
        while (started.Elapsed < StartsWithin && !HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(Address);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(10);
            }
        }

        throw new InvalidOperationException($"The bot did not start:\n{Output}");
    }
}
