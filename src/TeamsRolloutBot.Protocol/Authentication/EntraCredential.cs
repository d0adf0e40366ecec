using System.Security.Cryptography.X509Certificates;
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
            return new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(options.AppId));
        }

        var cloud = BotCloudEndpoints.For(options.Cloud);
        var tenant = options.TenantType == BotTenantType.SingleTenant ? options.TenantId : cloud.MultiTenantAuthority;
        if (options.ClientSecret.Length > 0)
        {
            var secretOptions = new ClientSecretCredentialOptions { AuthorityHost = cloud.AuthorityHost };
            return new ClientSecretCredential(tenant, options.AppId, options.ClientSecret, secretOptions);
        }

        var certificateOptions = new ClientCertificateCredentialOptions { AuthorityHost = cloud.AuthorityHost };
        return options.CertificatePath.Length > 0
            ? new ClientCertificateCredential(tenant, options.AppId, options.CertificatePath, certificateOptions)
            : new ClientCertificateCredential(tenant, options.AppId, FindCertificate(options.CertificateThumbprint), certificateOptions);
    }

    private static X509Certificate2 FindCertificate(string thumbprint)
    {
        foreach (var location in (StoreLocation[])[StoreLocation.CurrentUser, StoreLocation.LocalMachine])
        {
            using var store = new X509Store(StoreName.My, location);
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
            var found = store.Certificates.Find(X509FindType.FindByThumbprint, thumbprint, validOnly: false);
            if (found.Count > 0)
            {
                return found[0];
            }
        }

        throw new InvalidOperationException("Bot:CertificateThumbprint names a certificate that is in no personal store.");
    }
}
