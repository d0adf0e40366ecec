using System.Diagnostics;

namespace TeamsRolloutBot.Hosting.Development;

/// <summary>What Node brings: programs on the path, and packages from a lock file.</summary>
internal static class NodePrograms
{
    /// <summary>The file of a program on the path; null where it is not installed.</summary>
    public static string? Find(string program)
    {
        var names = OperatingSystem.IsWindows() ? new[] { program + ".exe", program + ".cmd" } : [program];
        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Installs what the lock file in a folder lists.</summary>
    /// <param name="npm">The file of npm.</param>
    /// <param name="folder">Where <c>package-lock.json</c> is.</param>
    /// <param name="more">Further arguments, such as <c>--ignore-scripts</c>.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <returns>False when it could not be installed; npm has said why.</returns>
    public static async Task<bool> InstallAsync(string npm, string folder, CancellationToken ct, params string[] more)
    {
        using var process = Process.Start(
            new ProcessStartInfo(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error", .. more]) { WorkingDirectory = folder })!;
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0;
    }
}
