using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using TeamsRolloutBot.Benchmarks.Harness;

namespace TeamsRolloutBot.EndToEndTests;

/// <summary>
/// The bot as its user starts it, with the local client next to it, and with its own ports and
/// state.
/// </summary>
internal sealed partial class BotProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(40);

    private readonly string _folder;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly int _botPort;
    private readonly int _clientPort;
    private readonly StringBuilder _output = new();
    private Process? _process;

    private BotProcess(string folder, int botPort, int clientPort, IReadOnlyDictionary<string, string> settings)
    {
        _settings = settings;
        _folder = folder;
        _botPort = botPort;
        _clientPort = clientPort;
    }

    /// <summary>The local client's address, as printed by the bot.</summary>
    public string ClientAddress { get; private set; } = string.Empty;

    public string BotAddress => $"http://127.0.0.1:{_botPort}";

    public int Id => _process!.Id;

    public bool HasDataFile => File.Exists(Path.Combine(_folder, "rollouts.db"));

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>The settings for keeping state in Azure Table Storage.</summary>
    public static Dictionary<string, string> OnAzureTables(string connectionString) => new()
    {
        ["Storage__Kind"] = "AzureTables",
        ["Storage__ConnectionString"] = connectionString,
    };

    /// <param name="settings">Environment variables, such as <c>Storage__Kind</c>; null for the
    /// defaults.</param>
    public static async Task<BotProcess> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var folder = Directory.CreateTempSubdirectory("rollout-e2e-").FullName;
        var bot = new BotProcess(folder, LoopbackPort.Find(), LoopbackPort.Find(), settings ?? new Dictionary<string, string>());
        await bot.RunAsync();
        return bot;
    }

    /// <summary>
    /// Ends the bot as an operating system does, and starts it again on the same state.
    /// </summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RunAsync()
    {
        var printed = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var dll = typeof(Program).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [dll])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_CONTENTROOT"] = Path.GetDirectoryName(dll);
        start.Environment["Urls"] = BotAddress;
        start.Environment["Storage__Path"] = Path.Combine(_folder, "rollouts.db");
        start.Environment["Playground__Port"] = _clientPort.ToString();
        foreach (var (name, value) in _settings)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            ClientAddress = await printed.Task.WaitAsync(StartsWithin);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"The bot did not print an address to open:\n{Output}");
        }

        void Read(string? line)
        {
            if (line is null)
            {
                return;
            }

            lock (_output)
            {
                _output.AppendLine(line);
            }

            if (Address().Match(line) is { Success: true } match)
            {
                printed.TrySetResult(match.Groups[1].Value);
            }
        }
    }

    private async Task StopAsync()
    {
        if (_process is not { } process)
        {
            return;
        }

        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString()]);
            await kill.WaitForExitAsync();
            using var patience = new CancellationTokenSource(StopsWithin);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw new InvalidOperationException($"The bot did not stop in time:\n{Output}");
            }
        }

        process.Dispose();
        _process = null;
    }

    [GeneratedRegex(@"Open (http://localhost:\d+) to talk")]
    private static partial Regex Address();
}
