using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Identity;

namespace TeamsRolloutBot.Protocol.Authentication;

/// <summary>Ways for an application to sign in to Entra.</summary>
public static class EntraSignIn
{
    /// <summary>
    /// A managed identity: the user-assigned one with that client id, otherwise the machine's own.
    /// </summary>
    public static TokenCredential ManagedIdentity(string clientId) => new ManagedIdentityCredential(
        string.IsNullOrEmpty(clientId) ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId));

    /// <summary>
    /// A token file provided by the platform (<c>AZURE_FEDERATED_TOKEN_FILE</c>), as in Kubernetes.
    /// </summary>
    public static TokenCredential Workload(BotCloudEndpoints cloud, string tenantId, string clientId)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        return new WorkloadIdentityCredential(
            new WorkloadIdentityCredentialOptions { AuthorityHost = cloud.AuthorityHost, TenantId = tenantId, ClientId = clientId });
    }

    public static TokenCredential Secret(BotCloudEndpoints cloud, string tenantId, string clientId, string secret)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        return new ClientSecretCredential(
            tenantId, clientId, secret, new ClientSecretCredentialOptions { AuthorityHost = cloud.AuthorityHost });
    }

    /// <summary>A certificate from a file, otherwise from a personal store.</summary>
    /// <param name="cloud">Where to sign in.</param>
    /// <param name="tenantId">The tenant to sign in to.</param>
    /// <param name="clientId">The application.</param>
    /// <param name="path">A PFX or PEM file; empty: use the thumbprint.</param>
    /// <param name="thumbprint">The SHA-1 thumbprint.</param>
    /// <param name="section">The configuration section to name if the certificate is
    /// missing.</param>
    /// <exception cref="InvalidOperationException">No store has a certificate with that
    /// thumbprint.</exception>
    public static TokenCredential Certificate(
        BotCloudEndpoints cloud, string tenantId, string clientId, string path, string thumbprint, string section)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        ArgumentNullException.ThrowIfNull(path);
        var options = new ClientCertificateCredentialOptions { AuthorityHost = cloud.AuthorityHost };
        return path.Length > 0
            ? new ClientCertificateCredential(tenantId, clientId, path, options)
            : new ClientCertificateCredential(tenantId, clientId, FindCertificate(thumbprint, section), options);
    }

    private static X509Certificate2 FindCertificate(string thumbprint, string section)
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

        throw new InvalidOperationException($"{section}:CertificateThumbprint names a certificate that is not in a personal store.");
    }
}
