using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Storage.AzureTables;
using TeamsRolloutBot.Storage.Batching;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.Storage;

/// <summary>Registers the configured store.</summary>
internal static class StorageServices
{
    /// <summary>
    /// Adds <see cref="ITableStore"/> and <see cref="PartitionWriter"/>, opened before any hosted
    /// service starts. With <c>Storage:AccountUri</c> the registered <see cref="TokenCredential"/>
    /// is used, or the default one if there is none.
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

    /// <summary>The adapter for the storage account in validated options.</summary>
    /// <param name="options">With a connection string or an account URI.</param>
    /// <param name="credential">Used with the URI; null: the default one.</param>
    public static AzureTableStorage CreateAzure(StorageOptions options, TokenCredential? credential) => new(
        options.AccountUri is { } account
            ? AzureTablesClient.FromUri(account, credential ?? new DefaultAzureCredential())
            : AzureTablesClient.FromConnectionString(options.ConnectionString!),
        options.TablePrefix);

    private static ITableAdapter CreateAdapter(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        return options.Kind == StorageKind.Embedded
            ? new EmbeddedTables(options.Path)
            : CreateAzure(options, provider.GetService<TokenCredential>());
    }
}
