using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Storage.AzureTables;
using TeamsRolloutBot.Storage.Embedded;

namespace TeamsRolloutBot.Storage;

/// <summary>Registers the store that the configuration names.</summary>
internal static class StorageServices
{
    /// <summary>
    /// Adds <see cref="ITableStore"/> and <see cref="PartitionWriter"/>, opened before any hosted service starts. With
    /// <c>Storage:AccountUri</c> the registered <see cref="TokenCredential"/> is used, or the default one if there is none.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection(StorageOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>());
        services.AddSingleton(CreateAdapter);
        services.AddSingleton<TableStore>();
        services.AddSingleton<ITableStore>(provider => provider.GetRequiredService<TableStore>());
        services.AddSingleton<PartitionWriter>();
        services.AddHostedService<StorageStartup>();
        return services;
    }

    private static ITableAdapter CreateAdapter(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        return options switch
        {
            { Kind: StorageKind.Embedded } => new EmbeddedTables(options.Path),
            { AccountUri: { } account } => new AzureTableStorage(
                AzureTablesClient.FromUri(account, provider.GetService<TokenCredential>() ?? new DefaultAzureCredential()),
                options.TablePrefix),
            _ => new AzureTableStorage(
                AzureTablesClient.FromConnectionString(options.ConnectionString!), options.TablePrefix),
        };
    }
}
