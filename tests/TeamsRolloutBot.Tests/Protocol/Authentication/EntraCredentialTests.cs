using Azure;
using Azure.Core;
using Azure.Identity;
using TeamsRolloutBot.Protocol.Authentication;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Tests.Protocol.Authentication;

public sealed class EntraCredentialTests
{
    [Fact]
    public async Task A_token_is_asked_for_the_connector()
    {
        var entra = new FakeEntra(() => "token");

        Assert.Equal("token", await new EntraCredential(entra, "https://api.botframework.com/.default").GetTokenAsync(default));
        Assert.Equal(["https://api.botframework.com/.default"], entra.Scopes);
    }

    public static TheoryData<Exception?, ConnectorFailureKind> Failures => new()
    {
        { null, ConnectorFailureKind.Unauthorised },
        { new RequestFailedException(401, "wrong secret"), ConnectorFailureKind.Unauthorised },
        { new RequestFailedException(503, "busy"), ConnectorFailureKind.Transient },
        { new RequestFailedException(429, "slow down"), ConnectorFailureKind.Transient },
        { new InvalidOperationException("outer", new HttpRequestException("no route")), ConnectorFailureKind.Transient },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task An_outage_of_Entra_is_told_from_a_wrong_registration(Exception? cause, ConnectorFailureKind kind)
    {
        var entra = new FakeEntra(() => throw new AuthenticationFailedException("no token", cause));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => new EntraCredential(entra, "scope").GetTokenAsync(default).AsTask());

        Assert.Equal(kind, failure.Kind);
    }

    private sealed class FakeEntra(Func<string> token) : TokenCredential
    {
        public string[] Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new AccessToken(token(), DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
