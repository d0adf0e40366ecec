using System.Diagnostics;

namespace TeamsRolloutBot.Benchmarks.Harness;

/// <summary>
/// Azure Storage emulated by Azurite, in memory, on free ports of the loopback interface. Installed
/// from the committed lock file if it is missing.
/// </summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    // The emulator's documented account and key:
    // https://learn.microsoft.com/azure/storage/common/storage-use-azurite.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private AzuriteProcess(Process process, int blobPort, int queuePort, int tablePort)
    {
        _process = process;
        ConnectionString =
            $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};" +
            $"BlobEndpoint=http://127.0.0.1:{blobPort}/{Account};" +
            $"QueueEndpoint=http://127.0.0.1:{queuePort}/{Account};" +
            $"TableEndpoint=http://127.0.0.1:{tablePort}/{Account};";
    }

    /// <summary>Why Azurite cannot run on this machine; null if it can.</summary>
    public static string? WhyNot { get; } = NodeVersion() is null ? "Azurite needs Node.js and npm on the PATH." : null;

    public string ConnectionString { get; }

    public static async Task<AzuriteProcess> StartAsync()
    {
        var folder = FindFolder();
        await InstallAsync(folder);

        int[] ports = [.. Enumerable.Range(0, 3).Select(_ => LoopbackPort.Find())];
        var process = Start(
            folder,
            "node",
            [
                Path.Combine("node_modules", "azurite", "dist", "src", "azurite.js"),
                "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--inMemoryPersistence",
                "--blobHost", "127.0.0.1", "--blobPort", $"{ports[0]}",
                "--queueHost", "127.0.0.1", "--queuePort", $"{ports[1]}",
                "--tableHost", "127.0.0.1", "--tablePort", $"{ports[2]}",
            ]);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(process);
        try
        {
            await UntilListeningAsync(process);
            return new(process, ports[0], ports[1], ports[2]);
        }
        catch
        {
            Stop(process);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Stop(_process);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task UntilListeningAsync(Process process)
    {
        // The table service is the last to report.
        using var timeout = new CancellationTokenSource(StartTimeout);
        while (await process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
        {
            if (line.Contains("Table service is successfully listening", StringComparison.Ordinal))
            {
                // Nobody reads the rest, but a full pipe would block the emulator.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return;
            }
        }

        throw new InvalidOperationException($"Azurite did not start: {await process.StandardError.ReadToEndAsync(timeout.Token)}");
    }

    private static async Task InstallAsync(string folder)
    {
        // Several test processes may get here at once; the one that holds the file installs.
        await using var turn = await TakeTurnAsync(Path.Combine(folder, "node_modules.lock"));
        var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json")))
        {
            return;
        }

        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        using var process = Start(folder, npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'npm ci' in {folder} failed: {await errors}");
        }
    }

    private static async Task<FileStream> TakeTurnAsync(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    private static Process Start(string folder, string program, IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static void Stop(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has already ended, or was disposed of.
        }
    }

    private static string? NodeVersion()
    {
        try
        {
            using var process = Start(Environment.CurrentDirectory, "node", ["--version"]);
            var version = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? version : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string FindFolder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "TeamsRolloutBot.sln")))
            {
                return Path.Combine(at.FullName, "tests", "TeamsRolloutBot.IntegrationTests", "Azurite");
            }
        }

        throw new InvalidOperationException("The repository's root was not found above the tests.");
    }
}
