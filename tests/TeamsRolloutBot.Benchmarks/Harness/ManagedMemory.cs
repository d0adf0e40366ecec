using System.Globalization;

namespace TeamsRolloutBot.Benchmarks.Harness;

/// <summary>
/// The managed memory of a bot in a separate process. The runtime loads <see cref="StartupHook"/>
/// into it (<c>DOTNET_STARTUP_HOOKS</c>), which on a signal collects garbage and writes the figure
/// to a file, so that the bot needs no endpoint for it.
/// </summary>
internal static class ManagedMemory
{
    internal const string File = "ROLLOUT_MEMORY_FILE";

    public static IEnumerable<KeyValuePair<string, string>> Settings(string folder) =>
    [
        new("DOTNET_STARTUP_HOOKS", typeof(ManagedMemory).Assembly.Location),
        new(File, Path.Combine(folder, "memory.txt")),
    ];

    /// <summary>Megabytes still in use after a garbage collection.</summary>
    public static async Task<double> OfAsync(ChildProcess process, string folder)
    {
        var file = Path.Combine(folder, "memory.txt");
        System.IO.File.Delete(file);
        await process.SignalAsync("USR1");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!System.IO.File.Exists(file))
        {
            await Task.Delay(20, patience.Token);
        }

        return long.Parse(await System.IO.File.ReadAllTextAsync(file, patience.Token), CultureInfo.InvariantCulture) / 1024.0 / 1024.0;
    }
}
