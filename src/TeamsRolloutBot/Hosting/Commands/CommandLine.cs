using TeamsRolloutBot.Hosting.Development.Gallery;
using TeamsRolloutBot.Hosting.Packaging;

namespace TeamsRolloutBot.Hosting.Commands;

/// <summary>Commands to run instead of the bot, selected by the first argument.</summary>
internal static class CommandLine
{
    /// <summary>The exit code for invalid arguments.</summary>
    public const int Usage = 2;

    private static readonly Dictionary<string, Func<string[], Task<int>>> Commands = new(StringComparer.Ordinal)
    {
        [TimelineCommand.Name] = async arguments =>
        {
            await using var output = Console.OpenStandardOutput();
            return await TimelineCommand.RunAsync(arguments, output, Console.Error);
        },
        [PackageCommand.Name] = arguments => PackageCommand.RunAsync(arguments, Console.Out, Console.Error),
        [GalleryCommand.Name] = arguments => GalleryCommand.RunAsync(arguments, Console.Out, Console.Error),
        ["backup"] = BackupCommand.RunAsync,
        ["restore"] = RestoreCommand.RunAsync,
        ["copy-store"] = CopyStoreCommand.RunAsync,
        ["check"] = CheckCommand.RunAsync,
        ["repair"] = RepairCommand.RunAsync,
    };

    /// <summary>
    /// The command in the arguments; null to run the bot. An unknown word is an error rather than a
    /// bot setting.
    /// </summary>
    public static Func<Task<int>>? Find(string[] arguments)
    {
        if (arguments is not [{ Length: > 0 } name, .. var rest] || name[0] is '-' or '/' || name.Contains('=', StringComparison.Ordinal))
        {
            return null;
        }

        return Commands.TryGetValue(name, out var command) ? () => command(rest) : () => UnknownAsync(name);
    }

    private static async Task<int> UnknownAsync(string name)
    {
        await Console.Error.WriteLineAsync(
            $"There is no command “{name}”. Commands: {string.Join(", ", Commands.Keys.Order(StringComparer.Ordinal))}; without one the "
                + "bot runs.");
        return Usage;
    }
}
