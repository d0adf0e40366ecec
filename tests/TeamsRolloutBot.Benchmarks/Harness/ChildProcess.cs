using System.Diagnostics;
using System.Globalization;

namespace TeamsRolloutBot.Benchmarks.Harness;

/// <summary>
/// A .NET program in a separate process, which ends together with the one that started it.
/// </summary>
internal class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<string> _firstMatch = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _lastLines = new();

    protected ChildProcess(ProcessStartInfo start, string? firstLine = null)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Kill();
        _process.OutputDataReceived += (_, line) => Read(line.Data, firstLine);
        _process.ErrorDataReceived += (_, line) => Read(line.Data, firstLine);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public bool HasExited => _process.HasExited;

    /// <summary>Its peak memory in megabytes (<c>VmHWM</c>).</summary>
    public int PeakMemoryMb => Status("VmHWM:");

    /// <summary>Its current memory in megabytes.</summary>
    public int ResidentMb => Status("VmRSS:");

    /// <summary>The names of the files that it has mapped, including its libraries.</summary>
    public IReadOnlySet<string> LoadedFiles =>
        File.ReadLines($"/proc/{_process.Id}/maps").Where(line => line.Contains('/', StringComparison.Ordinal))
            .Select(line => Path.GetFileName(line)).ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Whether it watches folders for changes, and so is notified of each of its own writes to a
    /// file in them.
    /// </summary>
    public bool WatchesFolders =>
        new DirectoryInfo($"/proc/{_process.Id}/fd").EnumerateFileSystemInfos().Any(handle => handle.LinkTarget == "anon_inode:inotify");

    /// <summary>Processor time so far.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The last lines it printed.</summary>
    public string Output
    {
        get
        {
            lock (_lastLines)
            {
                return string.Join('\n', _lastLines);
            }
        }
    }

    /// <summary>Waits until it has printed a text.</summary>
    public async Task<string> UntilItSaysAsync(string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            await Task.Delay(50, patience.Token);
        }

        // Together with the rest of what it prints.
        await Task.Delay(200, patience.Token);
        return Output;
    }

    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Sends SIGKILL.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has already ended, or was disposed of.
        }
    }

    public async Task KillAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Sends SIGTERM, and returns the time until it has ended.</summary>
    public async Task<TimeSpan> StopAsync()
    {
        var started = Stopwatch.StartNew();
        await SignalAsync("TERM");
        await _process.WaitForExitAsync();
        return started.Elapsed;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Task<string> FirstMatchAsync(TimeSpan within) => _firstMatch.Task.WaitAsync(within);

    private void Read(string? line, string? firstLine)
    {
        if (line is null)
        {
            return;
        }

        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > 200)
            {
                _lastLines.Dequeue();
            }
        }

        if (firstLine is not null && line.StartsWith(firstLine, StringComparison.Ordinal))
        {
            _firstMatch.TrySetResult(line[firstLine.Length..].Trim());
        }
    }

    private int Status(string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(text => text.StartsWith(name, StringComparison.Ordinal));
        return int.Parse(
            line[name.Length..].Replace("kB", string.Empty, StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) / 1024;
    }
}
