using Azure;
using Azure.Core;
using Azure.Identity;
using Microsoft.Identity.Client;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Protocol.Authentication;

/// <summary>Tokens from Entra by managed identity, certificate or secret. The library caches them until shortly before they expire.</summary>
internal sealed class EntraCredential : IBotCredential
{
    private readonly TokenCredential credential;
    private readonly TokenRequestContext request;

    public EntraCredential(BotOptions options)
        : this(Create(options), BotCloudEndpoints.For(options.Cloud).TokenScope)
    {
    }

    internal EntraCredential(TokenCredential credential, string scope)
    {
        this.credential = credential;
        request = new TokenRequestContext([scope]);
    }

    public async ValueTask<string?> GetTokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await credential.GetTokenAsync(request, cancellationToken)).Token;
        }
        catch (AuthenticationFailedException failure)
        {
            throw IsPassing(failure)
                ? new ConnectorException(ConnectorFailureKind.Transient, "Entra could not be reached for a token.", failure)
                : new ConnectorException(ConnectorFailureKind.Unauthorised, "Entra gave the bot no token: check its registration and credential.", failure);
        }
    }

    /// <summary>True when the cause is the network or an outage, not the registration.</summary>
    private static bool IsPassing(Exception failure)
    {
        for (var cause = failure.InnerException; cause is not null; cause = cause.InnerException)
        {
            var passing = cause switch
            {
                MsalServiceException service => service.StatusCode is 0 or 429 or >= 500,
                RequestFailedException response => response.Status is 0 or 429 or >= 500,
                HttpRequestException or TimeoutException or OperationCanceledException => true,
                _ => false,
            };
            if (passing)
            {
                return true;
            }
        }

        return false;
    }

    private static TokenCredential Create(BotOptions options)
    {
        if (options.TenantType == BotTenantType.ManagedIdentity)
        {
            return EntraSignIn.ManagedIdentity(options.AppId);
        }

        var cloud = BotCloudEndpoints.For(options.Cloud);
        var tenant = options.TenantType == BotTenantType.SingleTenant ? options.TenantId : cloud.MultiTenantAuthority;
        if (options.ClientSecret.Length > 0)
        {
            return EntraSignIn.Secret(cloud, tenant, options.AppId, options.ClientSecret);
        }

        return EntraSignIn.Certificate(cloud, tenant, options.AppId, options.CertificatePath, options.CertificateThumbprint, BotOptions.Section);
    }
}
