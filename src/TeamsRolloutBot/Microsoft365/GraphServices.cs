using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Pacing;
using TeamsRolloutBot.Protocol.Authentication;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>Registers the Microsoft Graph services, which stay unused unless configured.</summary>
internal static class GraphServices
{
    public static IServiceCollection AddMicrosoft365(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GraphOptions>()
            .Bind(configuration.GetSection(GraphOptions.Section))
            .PostConfigure<IOptions<BotOptions>>((options, bot) => options.With(bot.Value))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<GraphOptions>, GraphOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddGraphPipeline();
        services.TryAddSingleton<IInstances, OneInstance>();
        services.AddSingleton(provider => new GraphLanes(
            new Pacer(
                provider.GetRequiredService<IOptions<GraphOptions>>().Value.InstallationsPerSecond,
                provider.GetRequiredService<IInstances>(),
                provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<IInstances>()));
        services.AddSingleton(provider => new GraphLevels(
            provider.GetRequiredService<IOptions<GraphOptions>>().Value.IsOn, provider.GetRequiredService<IClock>()));
        services.AddSingleton<AppLink>();
        services.AddSingleton<GraphConnection>();
        services.AddSingleton<GraphBatch>();
        services.AddSingleton<IPeople, GraphPeople>();
        services.AddSingleton<GraphInstallation>();
        services.AddSingleton<IAppInstallation>(provider => provider.GetRequiredService<GraphInstallation>());
        services.AddSingleton<IMail, GraphMail>();
        services.AddSingleton<ICalendar, GraphCalendar>();
        services.AddSingleton<IAttendance, GraphAttendance>();
        services.AddSingleton<GraphProbes>();
        services.AddHostedService<GraphLevelWatch>();
        return services;
    }
}
