using System.Diagnostics;

namespace TeamsRolloutBot.IntegrationTests.Deployment;

/// <summary>A command as somebody types it, and its result.</summary>
internal sealed record Shell(int ExitCode, string Output, string Errors)
{
    public static string Dotnet { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "dotnet"))
        .First(File.Exists);

    /// <param name="line">One line for bash.</param>
    /// <param name="folder">The working directory.</param>
    /// <param name="environment">Added to this process's environment.</param>
    public static async Task<Shell> RunAsync(string line, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-c", line])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Shell(process.ExitCode, await output, await errors);
    }
}
