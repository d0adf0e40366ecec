using System.Security.Claims;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>
/// What the SDK needs for a turn, created once. It does not authenticate:
/// <see cref="Authentication.IncomingAuthentication"/> does, because the SDK answers 500 to some
/// forged tokens, accepts withdrawn keys, and never fetches new ones.
/// </summary>
internal sealed class TurnAuthentication : BotFrameworkAuthentication
{
    private static readonly UserTokenClient UserTokens = new NoUserTokens();

    private readonly SharedClients connectors;

    public TurnAuthentication(ConnectorClients clients)
    {
        connectors = new SharedClients(clients);
        Authenticated = new AuthenticateRequestResult
        {
            ClaimsIdentity = new ClaimsIdentity(Authentication.TokenRules.Scheme),
            ConnectorFactory = connectors
        };
    }

    /// <summary>Teams, with a verified token.</summary>
    public AuthenticateRequestResult Authenticated { get; }

    public override Task<AuthenticateRequestResult> AuthenticateRequestAsync(
        Activity activity, string authHeader, CancellationToken cancellationToken) =>
        throw new UnauthorizedAccessException("Activities only arrive through the adapter's HTTP endpoint.");

    public override Task<AuthenticateRequestResult> AuthenticateStreamingRequestAsync(
        string authHeader, string channelIdHeader, CancellationToken cancellationToken) =>
        throw new UnauthorizedAccessException("Streaming connections are not supported.");

    public override ConnectorFactory CreateConnectorFactory(ClaimsIdentity claimsIdentity) => connectors;

    public override Task<UserTokenClient> CreateUserTokenClientAsync(ClaimsIdentity claimsIdentity, CancellationToken cancellationToken) =>
        Task.FromResult(UserTokens);

    private sealed class SharedClients(ConnectorClients clients) : ConnectorFactory
    {
        public override Task<IConnectorClient> CreateAsync(string serviceUrl, string audience, CancellationToken cancellationToken) =>
            Task.FromResult<IConnectorClient>(clients.For(serviceUrl));
    }
}
