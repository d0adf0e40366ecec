using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using TeamsRolloutBot.Benchmarks.Harness;

namespace TeamsRolloutBot.Benchmarks.Product;

/// <summary>The output of a command of the program, and its exit code.</summary>
public sealed record CommandOutcome(int ExitCode, string Output, string Errors);

/// <summary>The product as a separate process with its own folder, listening on loopback.</summary>
public sealed class BotServer : IDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly HttpClient _http;

    private BotServer(Process process, HttpClient http)
    {
        _process = process;
        _http = http;
    }

    public Process Process => _process;

    /// <summary>Starts the bot on the data file in a folder, and waits until it responds.</summary>
    public static async Task<BotServer> StartAsync(string folder, params (string Name, string Value)[] settings)
    {
        var address = $"http://127.0.0.1:{LoopbackPort.Find()}";
        var start = Command(
            folder, [],
            [
                ("Urls", address), ("ASPNETCORE_ENVIRONMENT", "Development"), ("Playground__Launch", "false"),
                ("Logging__LogLevel__Default", "Error"), .. settings
            ]);
        var bot = new BotServer(Process.Start(start)!, new HttpClient { BaseAddress = new Uri(address) });
        bot._process.OutputDataReceived += static (_, _) => { };
        bot._process.BeginOutputReadLine();
        try
        {
            await bot.WhenAnsweringAsync();
            return bot;
        }
        catch
        {
            bot.Dispose();
            throw;
        }
    }

    /// <summary>Runs a command of the program, such as <c>backup</c>, to completion.</summary>
    public static async Task<CommandOutcome> RunAsync(string folder, string[] arguments, params (string Name, string Value)[] settings)
    {
        using var process = Process.Start(Command(folder, arguments, settings))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CommandOutcome(process.ExitCode, await output, await errors);
    }

    /// <summary>The path of the data file in a folder.</summary>
    public static string DataFile(string folder) => Path.Combine(folder, "rollouts.db");

    /// <summary>Sends an activity.</summary>
    /// <returns>The status and the body.</returns>
    public async Task<(HttpStatusCode Status, string Body)> PostAsync(string activity, CancellationToken ct = default)
    {
        using var content = new StringContent(activity, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await _http.PostAsync("/api/messages", content, ct);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
    }

    /// <summary>Ends it as a power failure would.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it as an operating system does.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        _http.Dispose();
    }

    private static ProcessStartInfo Command(string folder, string[] arguments, (string Name, string Value)[] settings)
    {
        var dll = typeof(TeamsRolloutBot.State.StoredRollout).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [dll, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = arguments.Length > 0,
        };
        start.Environment["ASPNETCORE_CONTENTROOT"] = Path.GetDirectoryName(dll);
        start.Environment["Storage__Path"] = DataFile(folder);
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private async Task WhenAnsweringAsync()
    {
        var started = Stopwatch.StartNew();
        while (started.Elapsed < StartsWithin && !_process.HasExited)
        {
            try
            {
                using var answer = await _http.GetAsync("/");
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(10);
            }
        }

        throw new InvalidOperationException(
            _process.HasExited ? $"The bot ended with exit code {_process.ExitCode}." : "The bot does not answer.");
    }
}
