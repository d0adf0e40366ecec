using Azure.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime.Testing;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Protocol.Authentication;
using TeamsRolloutBot.Tests.Dialogs;

namespace TeamsRolloutBot.Tests.Microsoft365;

/// <summary>Access to Graph, with a transport that answers as told.</summary>
internal static class GraphWire
{
    /// <summary>Levels at which everything is worth a try.</summary>
    public static GraphLevels Levels() => new(true, FakeClock.FromUtc(2027, 2, 1));

    /// <param name="levels">The permitted levels.</param>
    /// <param name="wire">Where requests go; null if none may be made.</param>
    public static GraphConnection Connection(GraphLevels levels, HttpMessageHandler? wire = null)
    {
        var options = new GraphOptions
        {
            SignIn = GraphSignIn.ManagedIdentity,
            TenantId = BotUnderTest.Tenant,
            Cloud = BotCloud.Public,
        };
        return new GraphConnection(
            new OneClient(wire), Options.Create(options), Options.Create(new BotOptions()), levels, NullLogger<GraphConnection>.Instance)
        {
            Credential = new MadeUpToken(),
        };
    }

    private sealed class OneClient(HttpMessageHandler? wire) : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) =>
            new(wire ?? throw new InvalidOperationException("Nothing was to be asked."), disposeHandler: false);
    }

    private sealed class MadeUpToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
