using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Hosting.Development;

/// <summary>
/// Development: starts the Microsoft 365 Agents Playground with the bot if Node is installed, and
/// stops it with the bot. It is installed once, from a lock file. Without Node the bot runs alone.
/// </summary>
internal sealed class PlaygroundService(
    IOptions<PlaygroundOptions> options, IServer server, IHostApplicationLifetime lifetime, PeopleDirectory directory) : BackgroundService
{
    // As in Playground/playground.yml.
    private const string GroupChat = "group-chat";
    private const string Tenant = "5c0fcd06-5c3b-4c0b-9e5a-0f6f2f1a7b01";

    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);
    private readonly string _folder = Path.Combine(AppContext.BaseDirectory, "Playground");
    private Process? _process;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(cancellationToken);
        }

        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _process?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await WhenStartedAsync(stoppingToken);
        var bot = BotAddress();
        if (!options.Value.Launch)
        {
            Say($"The bot listens at {bot}");
            return;
        }

        if (NodePrograms.Find("node") is not { } node || NodePrograms.Find("npm") is not { } npm)
        {
            Say($"""
                The bot listens at {bot}
                Node.js is not installed, so the local client (Microsoft 365 Agents Playground) is not started.
                To talk to the bot, install Node.js 20 or newer and start again, or connect your own client to that address.
                """);
            return;
        }

        if (!await InstallAsync(npm, stoppingToken))
        {
            Say(
                $"The local client could not be installed (see above). The bot listens at {bot}; connect your own client to that "
                    + "address.");
            return;
        }

        var port = FreePort.From(options.Value.Port);
        _process = Start(node, bot, port);
        var address = $"http://localhost:{port}";
        if (!await AnswersAsync(address, _process, stoppingToken))
        {
            Say($"The local client did not start; its log is {LogFile}. The bot listens at {bot}.");
            return;
        }

        // Reads the members of the client's group chat, as if the bot had been added to it, so that
        // people typed by e-mail address can be reached.
        await directory.RosterAsync(new ConversationAddress($"{address}/_connector", GroupChat, Tenant), stoppingToken);
        Say($"Open {address} to talk to the bot. Ctrl+C stops both.");
    }

    private static string LogFile => Path.Combine(Path.GetTempPath(), $"teams-rollout-bot-playground-{Environment.ProcessId}.log");

    private static void Say(string text) => Console.WriteLine($"\n{text}\n");

    private async Task WhenStartedAsync(CancellationToken ct)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var onStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(ct);
    }

    private string BotAddress()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://127.0.0.1:3978";
        return $"{address.TrimEnd('/')}/api/messages";
    }

    private async Task<bool> InstallAsync(string npm, CancellationToken ct)
    {
        if (File.Exists(Path.Combine(_folder, "node_modules", "@microsoft", "m365agentsplayground", "cli.js")))
        {
            return true;
        }

        Console.WriteLine("Installing the local client (once, about 15 MB)…");
        return await NodePrograms.InstallAsync(npm, _folder, ct);
    }

    private Process Start(string node, string bot, int port)
    {
        var cli = Path.Combine(_folder, "node_modules", "@microsoft", "m365agentsplayground", "cli.js");
        var start = new ProcessStartInfo(node, [cli, "start", "-e", bot, "-c", "msteams", "-p", port.ToString(), "--disable-telemetry"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TEAMSAPPTESTER_BROWSER"] = "none";
        start.Environment["M365_AGENTS_PLAYGROUND_CONFIG_PATH"] = Path.Combine(_folder, "playground.yml");
        start.Environment["M365_AGENTS_PLAYGROUND_LOGFILE"] = LogFile;
        start.Environment["BROWSER"] = "none";
        var process = Process.Start(start)!;

        // Read and discarded: a full pipe would block the client, and its output is only about
        // itself.
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task<bool> AnswersAsync(string address, Process process, CancellationToken ct)
    {
        using var http = new HttpClient();
        var started = Stopwatch.StartNew();
        while (started.Elapsed < StartsWithin && !process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(address, ct);
                return true;
            }
            catch (Exception fault) when (fault is HttpRequestException or SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), ct);
            }
        }

        return false;
    }
}
