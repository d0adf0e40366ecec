using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Protocol.Authentication;

/// <summary>
/// Verifies that a request comes from Teams, and that its activity is the one the token was issued
/// for.
/// </summary>
internal sealed class IncomingAuthentication(IOptions<BotOptions> options, IHostEnvironment environment)
{
    private readonly BotOptions bot = options.Value;
    private readonly HashSet<string> tenants = AllowedTenants(options.Value);

    /// <summary>
    /// True if incoming activities carry tokens, so that their sender is verified.
    /// </summary>
    public bool IsRequired => bot.UsesTokens;

    /// <summary>
    /// Checks the request without its body: a valid token or, in Development without a
    /// registration, a caller on this machine.
    /// </summary>
    public async ValueTask<bool> IsAllowedAsync(HttpContext context)
    {
        if (!bot.UsesTokens)
        {
            return environment.IsDevelopment() && IsFromThisMachine(context);
        }

        var result = await context.AuthenticateAsync(TokenRules.Scheme);
        return result.Succeeded && context.Features.Get<VerifiedToken>() is not null;
    }

    /// <summary>Checks the activity against the token: service URL, channel and tenant.</summary>
    public bool Covers(HttpContext context, Activity activity)
    {
        if (!bot.UsesTokens)
        {
            return true;
        }

        return context.Features.Get<VerifiedToken>() is { } token
            && SameAddress(token.ServiceUrl, activity.ServiceUrl)
            && activity.ChannelId is { Length: > 0 } channel
            && token.Endorsements.Contains(channel, StringComparer.Ordinal)
            && (tenants.Count == 0 || (activity.TenantId is { } tenant && tenants.Contains(tenant)));
    }

    private static bool SameAddress(string? claimed, string? named) =>
        claimed is { Length: > 0 } && named is { Length: > 0 }
        && string.Equals(claimed.TrimEnd('/'), named.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private static bool IsFromThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } caller
        && IPAddress.IsLoopback(caller.IsIPv4MappedToIPv6 ? caller.MapToIPv4() : caller)

        // A local tunnel or proxy connects from loopback on behalf of somebody elsewhere, and adds
        // these headers.
        && !context.Request.Headers.ContainsKey("X-Forwarded-For")
        && !context.Request.Headers.ContainsKey("Forwarded");

    private static HashSet<string> AllowedTenants(BotOptions options)
    {
        var tenants = new HashSet<string>(options.AllowedTenants.Select(EntraId.Canonical), StringComparer.OrdinalIgnoreCase);
        if (options.TenantType != BotTenantType.MultiTenant)
        {
            tenants.Add(options.TenantId);
        }

        return tenants;
    }
}
