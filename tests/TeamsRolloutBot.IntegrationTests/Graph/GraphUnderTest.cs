using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using NodaTime.Testing;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.StubGraph;
using TeamsRolloutBot.Tests.Dialogs;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>
/// The product's access to Graph, with its own stub; at the end, nothing may have violated the
/// contract.
/// </summary>
internal sealed class GraphUnderTest : IAsyncDisposable
{
    public const string Mailbox = "rollout@contoso.example.com";

    private readonly ServiceProvider _services;

    private GraphUnderTest(GraphStub stub, ServiceProvider services)
    {
        Stub = stub;
        _services = services;
    }

    public GraphStub Stub { get; }

    public FakeClock Clock => (FakeClock)_services.GetRequiredService<IClock>();

    public IPeople People => Get<IPeople>();

    public GraphLevels Levels => Get<GraphLevels>();

    public static async Task<GraphUnderTest> StartAsync(params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var stub = await StartStubAsync();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IClock>(new FakeClock(Instant.FromUtc(2027, 2, 1, 17, 0)));
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Development });
        services.AddMicrosoft365(new ConfigurationBuilder().AddInMemoryCollection(Settings(stub)).AddInMemoryCollection(settings).Build());
        var provider = services.BuildServiceProvider();
        SignIn(provider);
        return new GraphUnderTest(stub, provider);
    }

    /// <summary>
    /// A stub whose tenant has a mailbox to send from, and the people used in the tests.
    /// </summary>
    public static async Task<GraphStub> StartStubAsync()
    {
        var stub = await GraphStub.StartAsync();
        stub.Allowed = TableOfCalls.Rows.Select(row => GraphStub.Nameless(row.Call)).ToHashSet();
        stub.ThrowsAtEnd = true;
        foreach (var person in TestPerson.All)
        {
            stub.Tenant.Add(person.Name, person.Email, person.Number);
        }

        stub.Tenant.Add("Rollout", Mailbox, 900);
        return stub;
    }

    public static Dictionary<string, string?> Settings(GraphStub stub) => new()
    {
        ["Graph:SignIn"] = "ClientSecret",
        ["Graph:TenantId"] = BotUnderTest.Tenant,
        ["Graph:ClientId"] = "0b1f3f0c-77aa-4f52-9d3f-3a1b0c9d8e7f",
        ["Graph:ClientSecret"] = "not a secret",
        ["Graph:AppExternalId"] = StubTenant.AppExternalId,
        ["Graph:Mailbox"] = Mailbox,
        ["Graph:Endpoint"] = stub.BaseUrl,
    };

    /// <summary>Signs in without Entra.</summary>
    public static void SignIn(IServiceProvider services) => services.GetRequiredService<GraphConnection>().Credential = new MadeUpToken();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Stub.DisposeAsync();
        Assert.Empty(Stub.Violations);
    }

    private sealed class MadeUpToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Assert.Equal(["https://graph.microsoft.com/.default"], requestContext.Scopes);
            return new AccessToken("token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
