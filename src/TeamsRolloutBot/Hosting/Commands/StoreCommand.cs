using Microsoft.Extensions.Options;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Hosting.Commands;

/// <summary>
/// What the commands on stored state share: the bot's own configuration, and faults said in a
/// sentence.
/// </summary>
internal static class StoreCommand
{
    private const int Failed = 1;

    /// <summary>
    /// Splits arguments into those of the command and settings of the bot (<c>--Storage:Path=…</c>,
    /// <c>Storage:Path=…</c>).
    /// </summary>
    public static (string[] Own, string[] Settings) Split(string[] arguments) =>
        ([.. arguments.Where(argument => !IsSetting(argument))], [.. arguments.Where(IsSetting)]);

    /// <summary>The bot's configuration, read as the bot reads it, quiet on the console.</summary>
    public static WebApplicationBuilder Configure(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(settings);
        builder.Logging.ClearProviders();
        return builder;
    }

    /// <summary>The storage settings, checked.</summary>
    /// <exception cref="OptionsValidationException">One is wrong.</exception>
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
    /// Runs a command; a fault of the outside world or a wrong setting is a sentence and exit code
    /// 1.
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
