using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NodaTime;
using TeamsRolloutBot.Hosting;

namespace TeamsRolloutBot.Delivery;

/// <summary>Puts delivery into a host.</summary>
internal static class DeliveryServices
{
    public static IServiceCollection AddDelivery(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DeliveryOptions>().Bind(configuration.GetSection(DeliveryOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DeliveryOptions>, DeliveryOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new MovableClock(SystemClock.Instance));
        services.TryAddSingleton<IClock>(provider => provider.GetRequiredService<MovableClock>());
        services.AddSingleton<DueIndex>();
        services.AddSingleton<Schedules>();
        services.AddSingleton<DeliveryMetrics>();
        services.AddSingleton<DeliverySignal>();
        services.AddSingleton<InProcessQueue>();
        services.AddSingleton<IDeliveryQueue>(provider => provider.GetRequiredService<InProcessQueue>());
        services.AddSingleton(provider => new Pacer(
            provider.GetRequiredService<IOptions<DeliveryOptions>>().Value.RequestsPerSecond, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PacedConnector>();
        services.AddSingleton<Recipients>();
        services.AddSingleton<LastCheck>();
        services.AddSingleton<Notifier>();
        services.AddSingleton<EmailHandOver>();
        services.AddSingleton<Planner>();
        services.AddSingleton<Sender>();
        services.AddSingleton<IDeliveries, Deliveries>();
        services.AddSingleton<DeliveryEngine>();
        services.AddSingleton<TimeTravel>();
        services.AddHostedService<DeliveryService>();
        return services;
    }
}
