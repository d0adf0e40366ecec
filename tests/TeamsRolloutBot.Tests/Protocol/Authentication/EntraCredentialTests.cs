using Azure;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Time.Testing;
using TeamsRolloutBot.Protocol.Authentication;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Tests.Protocol.Authentication;

public sealed class EntraCredentialTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_token_is_asked_for_the_connector()
    {
        var entra = new FakeEntra(() => Task.FromResult("token"));

        Assert.Equal("token", await new EntraCredential(entra, "https://api.botframework.com/.default", _time).GetTokenAsync(default));
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

        var failure = await Assert.ThrowsAsync<ConnectorException>(
            () => new EntraCredential(entra, "scope", _time).GetTokenAsync(default).AsTask());

        Assert.Equal(kind, failure.Kind);
    }

    [Fact]
    public async Task However_many_messages_wait_Entra_is_asked_once_at_a_time()
    {
        var answer = new TaskCompletionSource<string>();
        var entra = new FakeEntra(() => answer.Task);
        var credential = new EntraCredential(entra, "scope", _time);
        using var impatient = new CancellationTokenSource();

        var first = credential.GetTokenAsync(impatient.Token).AsTask();
        var others = Enumerable.Range(0, 64).Select(_ => credential.GetTokenAsync(default).AsTask()).ToList();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult("token");

        Assert.All(await Task.WhenAll(others), token => Assert.Equal("token", token));
        Assert.Equal(1, entra.Asked);
    }

    [Fact]
    public async Task A_refusal_counts_for_a_while_and_is_asked_about_again_after_it()
    {
        var isRefused = true;
        var entra = new FakeEntra(() => isRefused
            ? throw new AuthenticationFailedException(
                  "no token", new InvalidOperationException("AADSTS7000222: The provided client secret keys are expired."))
            : Task.FromResult("token"));
        var credential = new EntraCredential(entra, "scope", _time);
        for (var message = 0; message < 10; message++)
        {
            var refusal = await Assert.ThrowsAsync<ConnectorException>(() => credential.GetTokenAsync(default).AsTask());
            Assert.Equal((ConnectorFailureKind.Unauthorised, "AADSTS7000222"), (refusal.Kind, refusal.ErrorCode));
        }

        Assert.Equal(1, entra.Asked);
        isRefused = false;
        _time.Advance(EntraCredential.RefusalCounts);

        Assert.Equal("token", await credential.GetTokenAsync(default));
    }

    [Fact]
    public async Task An_outage_of_Entra_does_not_count_longer_than_it_lasts()
    {
        var isDown = true;
        var entra = new FakeEntra(
            () =>
                isDown
                    ? throw new AuthenticationFailedException("no token", new HttpRequestException("no route"))
                    : Task.FromResult("token"));
        var credential = new EntraCredential(entra, "scope", _time);
        await Assert.ThrowsAsync<ConnectorException>(() => credential.GetTokenAsync(default).AsTask());
        isDown = false;

        Assert.Equal("token", await credential.GetTokenAsync(default));
    }

    private sealed class FakeEntra(Func<Task<string>> token) : TokenCredential
    {
        public string[] Scopes { get; private set; } = [];

        public int Asked { get; private set; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            Asked++;
            return new AccessToken(await token(), DateTimeOffset.MaxValue);
        }
    }
}
