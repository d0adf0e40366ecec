using Azure.Core;
using TeamsRolloutBot.Protocol.Authentication;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>The application's configured sign-in to Graph.</summary>
internal static class GraphCredential
{
    /// <exception cref="InvalidOperationException">The certificate is missing.</exception>
    public static TokenCredential Create(GraphOptions options, BotOptions bot)
    {
        var cloud = BotCloudEndpoints.For(options.Cloud ?? BotCloud.Public);
        return options.SignIn switch
        {
            GraphSignIn.ManagedIdentity => EntraSignIn.ManagedIdentity(options.ClientId),
            GraphSignIn.WorkloadIdentity => EntraSignIn.Workload(cloud, options.TenantId, options.ClientId),
            GraphSignIn.Certificate => EntraSignIn.Certificate(
                cloud, options.TenantId, options.ClientId, options.CertificatePath, options.CertificateThumbprint, GraphOptions.Section),
            GraphSignIn.ClientSecret => EntraSignIn.Secret(cloud, options.TenantId, options.ClientId, options.ClientSecret),
            GraphSignIn.Bot when bot.TenantType == BotTenantType.ManagedIdentity => EntraSignIn.ManagedIdentity(bot.AppId),
            GraphSignIn.Bot when bot.ClientSecret.Length > 0 => EntraSignIn.Secret(cloud, options.TenantId, bot.AppId, bot.ClientSecret),
            GraphSignIn.Bot =>
                EntraSignIn.Certificate(
                    cloud, options.TenantId, bot.AppId, bot.CertificatePath, bot.CertificateThumbprint, BotOptions.Section),
            _ => throw new InvalidOperationException("Graph:SignIn is None."),
        };
    }
}
