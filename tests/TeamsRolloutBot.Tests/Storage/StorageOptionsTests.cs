using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Batching;

namespace TeamsRolloutBot.Tests.Storage;

public sealed class StorageOptionsTests
{
    [Fact]
    public async Task The_default_is_a_file_that_opens_when_the_host_starts()
    {
        var folder = Directory.CreateTempSubdirectory("rollout-");
        using (var host = Host(("Storage:Path", Path.Combine(folder.FullName, "new", "rollouts.db"))))
        {
            await host.StartAsync();
            var store = host.Services.GetRequiredService<ITableStore>();
            await store.CheckAsync();
            await host.Services.GetRequiredService<PartitionWriter>().RunAsync(Table.Settings, "p", unit =>
            {
                unit.Upsert("row", []);
                return ValueTask.FromResult(0);
            });
            await host.StopAsync();
            await ((IAsyncDisposable)host).DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("Storage:Kind", "Elsewhere", "Storage:Kind")]
    [InlineData("Storage:Kind", "7", "Storage:Kind")]
    [InlineData("Storage:Path", " ", "Storage:Path")]
    [InlineData("Storage:Kind", "AzureTables", "Storage:ConnectionString or Storage:AccountUri")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string setting, string value, string named)
    {
        using var host = Host((setting, value));

        var stopped = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());

        Assert.Contains(named, stopped.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", null, "rollout", "Storage:ConnectionString")]
    [InlineData("UseDevelopmentStorage=true", "https://x.table.core.windows.net", "rollout", "not both")]
    [InlineData(null, "http://x.table.core.windows.net", "rollout", "Storage:AccountUri")]
    [InlineData("UseDevelopmentStorage=true", null, "1st", "Storage:TablePrefix")]
    [InlineData("UseDevelopmentStorage=true", null, "with-dash", "Storage:TablePrefix")]
    public void Settings_of_the_account_are_checked(string? connectionString, string? uri, string prefix, string named)
    {
        var result = Validate(connectionString, uri, prefix);

        Assert.Contains(named, result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true", null)]
    [InlineData(null, "https://x.table.core.windows.net")]
    public void Right_settings_of_the_account_pass(string? connectionString, string? uri) =>
        Assert.True(Validate(connectionString, uri, "rollout").Succeeded);

    private static ValidateOptionsResult Validate(string? connectionString, string? uri, string prefix) =>
        new StorageOptionsValidator().Validate(null, new()
        {
            Kind = StorageKind.AzureTables,
            ConnectionString = connectionString,
            AccountUri = uri is null ? null : new Uri(uri),
            TablePrefix = prefix,
        });

    private static IHost Host(params (string Name, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        builder.Services.AddStorage(builder.Configuration);
        return builder.Build();
    }
}
