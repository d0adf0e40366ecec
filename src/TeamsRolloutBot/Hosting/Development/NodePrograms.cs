using System.Diagnostics;

namespace TeamsRolloutBot.Hosting.Development;

/// <summary>Node programs on the path, and packages from a lock file.</summary>
internal static class NodePrograms
{
    /// <summary>The path of a program; null if it is not installed.</summary>
    public static string? Find(string program)
    {
        var names = OperatingSystem.IsWindows() ? new[] { program + ".exe", program + ".cmd" } : [program];
        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Installs the packages of a folder's lock file.</summary>
    /// <param name="npm">The path of npm.</param>
    /// <param name="folder">The folder with <c>package-lock.json</c>.</param>
    /// <param name="more">Further arguments, such as <c>--ignore-scripts</c>.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <returns>False if installation failed; npm has reported why.</returns>
    public static async Task<bool> InstallAsync(string npm, string folder, CancellationToken ct, params string[] more)
    {
        using var process = Process.Start(
            new ProcessStartInfo(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error", .. more]) { WorkingDirectory = folder })!;
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0;
    }
}
