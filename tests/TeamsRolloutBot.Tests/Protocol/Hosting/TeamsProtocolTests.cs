using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Protocol.Hosting;

namespace TeamsRolloutBot.Tests.Protocol.Hosting;

public sealed class TeamsProtocolTests
{
    [Fact]
    public async Task The_host_gets_a_plain_connector_a_retrying_one_and_no_token_without_a_registration()
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IHostEnvironment>(new DevelopmentEnvironment())
            .AddTeamsProtocol(new ConfigurationBuilder().Build())
            .BuildServiceProvider(validateScopes: true);

        Assert.IsType<BotConnector>(services.GetRequiredService<IConnector>());
        Assert.NotNull(services.GetRequiredService<RetryingConnector>());
        Assert.Null(await services.GetRequiredService<IBotCredential>().GetTokenAsync(default));
    }

    [Fact]
    public async Task No_ring_of_keys_is_kept_for_cookies_that_the_bot_does_not_have()
    {
        await using var services = new ServiceCollection()
            .AddSingleton<IHostEnvironment>(new DevelopmentEnvironment())
            .AddTeamsProtocol(new ConfigurationBuilder().Build())
            .BuildServiceProvider();

        Assert.Null(services.GetService<IDataProtectionProvider>());
    }

    [Fact]
    public void The_protocol_knows_nothing_of_rollouts() =>
        Assert.DoesNotContain(
            typeof(IConnector).Assembly.GetReferencedAssemblies(),
            reference =>
                reference.Name!.StartsWith("TeamsRolloutBot", StringComparison.Ordinal)
                    || reference.Name.StartsWith("NodaTime", StringComparison.Ordinal));

    private sealed class DevelopmentEnvironment : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Development;

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
