using System.Diagnostics;
using System.Globalization;

namespace TeamsRolloutBot.Benchmarks.Harness;

/// <summary>A .NET program in a process of its own, ended with the one that started it.</summary>
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

    /// <summary>The most memory it has had at once, in megabytes (<c>VmHWM</c>).</summary>
    public int PeakMemoryMb => Status("VmHWM:");

    /// <summary>The memory it has now, in megabytes.</summary>
    public int ResidentMb => Status("VmRSS:");

    /// <summary>The names of the files it has mapped, its libraries among them.</summary>
    public IReadOnlySet<string> LoadedFiles =>
        File.ReadLines($"/proc/{_process.Id}/maps").Where(line => line.Contains('/', StringComparison.Ordinal))
            .Select(line => Path.GetFileName(line)).ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Whether it is told of changes in folders, and so of each of its own writes to a file in
    /// them.
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

    /// <summary>Waits until a text is in what it printed.</summary>
    public async Task<string> UntilItSaysAsync(string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            await Task.Delay(50, patience.Token);
        }

        // The rest of what it says with it.
        await Task.Delay(200, patience.Token);
        return Output;
    }

    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended, or was disposed of.
        }
    }

    public async Task KillAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and the time until it has ended.</summary>
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
