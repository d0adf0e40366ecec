using Microsoft.Extensions.Options;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Operations;

namespace TeamsRolloutBot.Hosting.Commands;

/// <summary>
/// <c>check</c>: validates the configuration as at startup, without starting, and reports how each
/// entry of <c>Rollouts:Managers</c> was resolved. Exits with 0, or with 1 if a setting is invalid
/// (all are named; those of <c>Graph</c> once those of <c>Bot</c>, which they default to, are
/// valid) or an address could not be resolved. Nothing is opened, sent or changed.
/// </summary>
internal static class CheckCommand
{
    public static Task<int> RunAsync(string[] arguments) => RunAsync(arguments, Console.Out, Console.Error);

    /// <param name="arguments">Bot settings.</param>
    /// <param name="output">Receives the findings.</param>
    /// <param name="errors">Receives the errors.</param>
    /// <param name="replace">Replaces services of the bot (tests).</param>
    public static async Task<int> RunAsync(
        string[] arguments, TextWriter output, TextWriter errors, Action<IServiceCollection>? replace = null)
    {
        var (own, settings) = StoreCommand.Split(arguments);
        if (own.Length > 0)
        {
            await errors.WriteLineAsync("Usage: check");
            return CommandLine.Usage;
        }

        await using var services = Build(settings, replace);
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            var managers = services.GetRequiredService<NamedManagers>();
            await managers.ResolveAsync(CancellationToken.None);
            return await ReportAsync(services, managers, output, errors);
        }
        catch (Exception wrong) when (wrong is OptionsValidationException or AggregateException)
        {
            foreach (var failure in FailuresOf(wrong).Distinct())
            {
                await errors.WriteLineAsync(failure);
            }

            return 1;
        }
    }

    // Not the host: it builds its server, which stops at the first invalid setting.
    private static ServiceProvider Build(string[] settings, Action<IServiceCollection>? replace)
    {
        var builder = StoreCommand.Configure(settings);
        builder.AddConnectionLimits();
        builder.Services.AddRooms(builder.Configuration, builder.Environment.IsDevelopment());
        builder.Services.AddHealth(builder.Configuration);
        replace?.Invoke(builder.Services);
        return builder.Services.BuildServiceProvider();
    }

    private static async Task<int> ReportAsync(IServiceProvider services, NamedManagers managers, TextWriter output, TextWriter errors)
    {
        var options = services.GetRequiredService<IOptions<RolloutOptions>>().Value;
        var isWhole = true;
        foreach (var entry in options.Managers)
        {
            if (managers.Found.TryGetValue(entry, out var found))
            {
                await output.WriteLineAsync($"Rollouts:Managers: {entry} is {found.Person.Id.Value} ({found.Person.Name})");
            }
            else if (!EmailAddress.IsValid(entry))
            {
                await output.WriteLineAsync(
                    $"Rollouts:Managers: {entry}{(entry == RolloutOptions.Everybody ? " is every employee" : string.Empty)}");
            }
            else if (services.GetRequiredService<IOptions<GraphOptions>>().Value.IsOn)
            {
                isWhole = false;
                await errors.WriteLineAsync(
                    $"Rollouts:Managers: the directory could not be asked about {entry}; until it can, the address matches nobody.");
            }
            else
            {
                await output.WriteLineAsync($"Rollouts:Managers: {entry} is whoever has that address (in Development only)");
            }
        }

        foreach (var administrator in options.Administrators)
        {
            await output.WriteLineAsync($"Rollouts:Administrators: {administrator}");
        }

        if (isWhole)
        {
            await output.WriteLineAsync(
                $"The bot can start with this configuration ({services.GetRequiredService<IHostEnvironment>().EnvironmentName}).");
        }

        return isWhole ? 0 : 1;
    }

    private static IEnumerable<string> FailuresOf(Exception wrong) => wrong switch
    {
        OptionsValidationException options => options.Failures,
        AggregateException several => several.InnerExceptions.SelectMany(FailuresOf),
        _ => [wrong.Message],
    };
}
