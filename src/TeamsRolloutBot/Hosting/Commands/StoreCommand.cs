using Microsoft.Extensions.Options;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Hosting.Commands;

/// <summary>
/// Shared by commands on stored state: the bot's configuration, and faults reported in one
/// sentence.
/// </summary>
internal static class StoreCommand
{
    private const int Failed = 1;

    /// <summary>
    /// Separates command arguments from bot settings (<c>--Storage:Path=…</c>,
    /// <c>Storage:Path=…</c>).
    /// </summary>
    public static (string[] Own, string[] Settings) Split(string[] arguments) =>
        ([.. arguments.Where(argument => !IsSetting(argument))], [.. arguments.Where(IsSetting)]);

    /// <summary>The configuration exactly as the bot reads it, without console logging.</summary>
    public static WebApplicationBuilder Configure(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(settings);
        builder.Logging.ClearProviders();
        return builder;
    }

    /// <summary>The validated storage settings.</summary>
    /// <exception cref="OptionsValidationException">A setting is invalid.</exception>
    public static StorageOptions ReadStorage(IConfiguration configuration, StorageKind? kind = null)
    {
        var options = new StorageOptions();
        configuration.GetSection(StorageOptions.Section).Bind(options);
        options.Kind = kind ?? options.Kind;
        var checkedOptions = new StorageOptionsValidator().Validate(null, options);
        return checkedOptions.Failed
            ? throw new OptionsValidationException(string.Empty, typeof(StorageOptions), checkedOptions.Failures)
            : options;
    }

    /// <summary>
    /// Runs a command; external faults and invalid settings become one sentence and exit code 1.
    /// </summary>
    public static async Task<int> RunAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception fault) when (fault is StorageException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return Failed;
        }
    }

    public static async Task<int> UsageAsync(string usage)
    {
        await Console.Error.WriteLineAsync($"Usage: {usage}");
        return CommandLine.Usage;
    }

    private static bool IsSetting(string argument) => argument.Contains('=', StringComparison.Ordinal);
}
