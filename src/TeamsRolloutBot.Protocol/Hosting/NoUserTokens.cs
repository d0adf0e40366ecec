using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;

namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>Nobody signs in to the bot, but the SDK wants a token client in every turn.</summary>
internal sealed class NoUserTokens : UserTokenClient
{
    public override Task<TokenResponse> GetUserTokenAsync(
        string userId, string connectionName, string channelId, string magicCode, CancellationToken cancellationToken) => throw Refusal();

    public override Task<SignInResource> GetSignInResourceAsync(
        string connectionName, Activity activity, string finalRedirect, CancellationToken cancellationToken) => throw Refusal();

    public override Task SignOutUserAsync(
        string userId, string connectionName, string channelId, CancellationToken cancellationToken) => throw Refusal();

    public override Task<TokenStatus[]> GetTokenStatusAsync(
        string userId, string channelId, string includeFilter, CancellationToken cancellationToken) => throw Refusal();

    public override Task<Dictionary<string, TokenResponse>> GetAadTokensAsync(
        string userId, string connectionName, string[] resourceUrls, string channelId, CancellationToken cancellationToken) =>
        throw Refusal();

    public override Task<TokenResponse> ExchangeTokenAsync(
        string userId, string connectionName, string channelId, TokenExchangeRequest exchangeRequest,
        CancellationToken cancellationToken) =>
        throw Refusal();

    private static NotSupportedException Refusal() => new("Nobody signs in to the bot.");
}
