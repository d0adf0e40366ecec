using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Pacing;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Delivery;

/// <summary>Registers delivery services.</summary>
internal static class DeliveryServices
{
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">With the sections <c>Delivery</c> and <c>Storage</c>.</param>
    /// <param name="isDevelopment">The movable clock of Development requires the in-memory
    /// queue.</param>
    public static IServiceCollection AddDelivery(this IServiceCollection services, IConfiguration configuration, bool isDevelopment)
    {
        services.AddOptions<DeliveryOptions>().Bind(configuration.GetSection(DeliveryOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DeliveryOptions>, DeliveryOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new MovableClock(SystemClock.Instance));
        services.TryAddSingleton<IClock>(provider => provider.GetRequiredService<MovableClock>());
        services.AddSingleton<DueIndex>();
        services.AddSingleton<Schedules>();
        services.AddSingleton<DeliveryMetrics>();
        services.AddSingleton<Registration>();
        services.AddSingleton<DeliverySignal>();
        services.AddSingleton<NoticeBurst>();
        services.AddDeliveryQueue(configuration, isDevelopment);
        services.AddPacing(configuration);
        services.AddSingleton<Recipients>();
        services.AddSingleton<LastCheck>();
        services.AddSingleton<Notifier>();
        services.AddSingleton<SessionReminders>();
        services.AddSingleton<SubcontractorReminders>();
        services.AddSingleton<SubcontractorMail>();
        services.AddSingleton<EmailHandOver>();
        services.AddSingleton<WelcomeMail>();
        services.AddSingleton(provider => new MailPace(
            provider.GetRequiredService<IOptions<GraphOptions>>().Value.MailsPerMinute,
            provider.GetRequiredService<IInstances>(),
            provider.GetRequiredService<IClock>()));
        services.AddSingleton<Enrolment>();
        services.AddSingleton<OtherCohorts>();
        services.AddSingleton<DecisionWriter>();
        services.AddSingleton<InFlight>();
        services.AddSingleton<CohortLook>();
        services.AddSingleton<DueWakes>();
        services.AddSingleton<CohortPlanner>();
        services.AddSingleton<Planner>();
        services.AddSingleton<ClaimLedger>();
        services.AddSingleton<ConcurrencyLimiter>();
        services.AddSingleton<FailureTreatment>();
        services.AddSingleton<ChatSender>();
        services.AddSingleton<OutcomeRecorder>();
        services.AddSingleton<Sender>();
        services.AddSingleton<TouchpointMessages>();
        services.AddSingleton<NoticeMessages>();
        services.AddSingleton<IMessageComposer, MessageComposer>();
        services.AddSingleton<IOutbox, Outbox>();
        services.AddSingleton<DeliveryEngine>();
        services.AddHostedService<DeliveryWorker>();
        return services;
    }

    private static void AddPacing(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() is { Kind: StorageKind.AzureTables })
        {
            services.AddSingleton<Instances>();
            services.AddSingleton<IInstances>(provider => provider.GetRequiredService<Instances>());
            services.AddHostedService(provider => provider.GetRequiredService<Instances>());
        }
        else
        {
            services.AddSingleton<IInstances, OneInstance>();
        }

        services.AddSingleton(provider => new Pacer(
            provider.GetRequiredService<IOptions<DeliveryOptions>>().Value.RequestsPerSecond,
            provider.GetRequiredService<IInstances>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PacedConnector>();
        services.AddSingleton(provider => new RetryingConnector(
            new CountedConnector(provider.GetRequiredService<IConnector>(), provider.GetRequiredService<Pacer>()),
            provider.GetRequiredService<TimeProvider>(),
            Random.Shared.NextDouble));
    }
}
