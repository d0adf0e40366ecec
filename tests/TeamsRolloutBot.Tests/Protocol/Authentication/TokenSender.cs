using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TeamsRolloutBot.Tests.Protocol.Hosting;

namespace TeamsRolloutBot.Tests.Protocol.Authentication;

/// <summary>A bot that accepts tokens of a metadata server, and somebody who sends them.</summary>
public abstract class TokenSender
{
    internal const string Issuer = "https://api.botframework.com";

    private protected const string AppId = "0a1b2c3d-0000-4000-8000-000000000001";
    private protected const string TenantId = "0a1b2c3d-0000-4000-8000-00000000000a";
    private protected const string OtherTenantId = "0a1b2c3d-0000-4000-8000-00000000000b";
    private protected const string ServiceUrl = "https://smba.trafficmanager.net/amer/";

    private protected readonly SigningKey key = new("key-1", "msteams", "webchat");

    private protected static async Task<BotHost> StartBotAsync(MetadataServer server, params (string Name, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Bot:AppId"] = AppId,
            ["Bot:TenantId"] = TenantId,
            ["Bot:ClientSecret"] = "not used here",
            ["Bot:OpenIdMetadata"] = $"{server.Address}/openid",
        };
        foreach (var (name, value) in changes)
        {
            settings[name] = value;
        }

        return await BotHost.StartAsync(settings: settings);
    }

    private protected string Token(
        SigningKey? signedWith = null,
        string issuer = Issuer,
        string audience = AppId,
        string serviceUrl = ServiceUrl,
        DateTime? from = null,
        DateTime? to = null,
        string algorithm = SecurityAlgorithms.RsaSha256)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = from ?? now.AddMinutes(-1),
            IssuedAt = from ?? now.AddMinutes(-1),
            Expires = to ?? now.AddHours(1),
            Claims = new Dictionary<string, object> { ["serviceurl"] = serviceUrl },
            SigningCredentials = new SigningCredentials((signedWith ?? key).Key, algorithm),
        });
    }

    private protected static async Task<HttpStatusCode> PostAsync(
        BotHost bot, string? token, string channelId = "msteams", string tenantId = TenantId, string from = "")
    {
        using var response = await bot.PostAsync(Body(channelId, tenantId, from), token);
        return response.StatusCode;
    }

    private protected static string Body(
        string channelId = "msteams", string tenantId = TenantId, string from = "", string serviceUrl = ServiceUrl) =>
        $$"""{"type":"message","channelId":"{{channelId}}","serviceUrl":"{{serviceUrl}}","from":{"id":"{{from}}"},"conversation":{"tenantId":"{{tenantId}}"} }""";

    private protected static async Task AssertRefusedAsync(
        BotHost bot, string? token, string channelId = "msteams", string tenantId = TenantId, int before = 0)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(bot, token, channelId, tenantId));
        Assert.Equal(before, bot.Handled.Count);
    }

    /// <summary>
    /// The first token with a new key starts the refresh, which runs alongside the request.
    /// </summary>
    private protected static async Task<HttpStatusCode> PostUntilAcceptedAsync(BotHost bot, string token)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        HttpStatusCode status;
        do
        {
            status = await PostAsync(bot, token);
        }
        while (status != HttpStatusCode.OK && !limit.IsCancellationRequested);

        return status;
    }
}
