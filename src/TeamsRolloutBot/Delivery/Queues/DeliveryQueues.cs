using Azure.Core;
using Azure.Identity;
using Azure.Storage.Queues;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Delivery;

/// <summary>Selects a host's queue.</summary>
internal static class DeliveryQueues
{
    /// <summary>The queue name starts with the table prefix.</summary>
    private const string Suffix = "-deliveries";

    public static QueueKind KindOf(IConfiguration configuration, bool isDevelopment)
    {
        var chosen = configuration.GetSection(DeliveryOptions.Section).Get<DeliveryOptions>()?.Queue ?? QueueKind.Auto;
        var storage = configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        return chosen != QueueKind.Auto ? chosen
            : storage.Kind == StorageKind.AzureTables && !isDevelopment ? QueueKind.AzureStorage
            : QueueKind.InProcess;
    }

    public static IServiceCollection AddDeliveryQueue(this IServiceCollection services, IConfiguration configuration, bool isDevelopment)
    {
        if (KindOf(configuration, isDevelopment) == QueueKind.InProcess)
        {
            services.AddSingleton<InProcessQueue>();
            services.AddSingleton<IDeliveryQueue>(provider => provider.GetRequiredService<InProcessQueue>());
            services.AddSingleton<TimeTravel>();
            return services;
        }

        services.AddSingleton<IDeliveryQueue>(provider => new AzureStorageQueue(
            ClientFor(
                provider.GetRequiredService<IOptions<StorageOptions>>().Value,
                provider.GetRequiredService<IOptions<DeliveryOptions>>().Value,
                provider.GetService<TokenCredential>()),
            provider.GetRequiredService<IClock>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<DeliveryOptions>>(),
            provider.GetRequiredService<DeliveryMetrics>(),
            provider.GetRequiredService<ILogger<AzureStorageQueue>>()));
        return services;
    }

    internal static QueueClient ClientFor(StorageOptions storage, DeliveryOptions delivery, TokenCredential? credential)
    {
        // https://learn.microsoft.com/rest/api/storageservices/naming-queues-and-metadata: lower
        // case.
        var name = storage.TablePrefix.ToLowerInvariant() + Suffix;
        var options = new QueueClientOptions
        {
            Retry = { MaxRetries = 5, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(10) }
        };
        return storage.ConnectionString is { Length: > 0 } connection
            ? new QueueClient(connection, name, options)
            : new QueueClient(new Uri(EndpointOf(storage, delivery), name), credential ?? new DefaultAzureCredential(), options);
    }

    private static Uri EndpointOf(StorageOptions storage, DeliveryOptions delivery) =>
        delivery.QueueUri is { } given
            ? new Uri(given.AbsoluteUri.TrimEnd('/') + "/")
            : new Uri($"https://{storage.AccountUri!.Host.Replace(".table.", ".queue.", StringComparison.OrdinalIgnoreCase)}/");
}
