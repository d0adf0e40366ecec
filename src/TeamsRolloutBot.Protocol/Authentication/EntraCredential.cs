using Azure.Core;
using Azure.Identity;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Protocol.Authentication;

/// <summary>
/// Tokens from Entra by managed identity, certificate or secret. The library caches them until
/// shortly before expiry. Concurrent requests share one call, and a refusal is cached for a while,
/// so that Entra is not asked once per waiting message.
/// </summary>
internal sealed class EntraCredential : IBotCredential
{
    /// <summary>How long a refusal is cached.</summary>
    internal static readonly TimeSpan RefusalCounts = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private readonly TokenCredential credential;
    private readonly TokenRequestContext request;
    private readonly TimeProvider time;
    private Task<string>? asked;
    private long? refusedAt;

    public EntraCredential(BotOptions options, TimeProvider time)
        : this(Create(options), BotCloudEndpoints.For(options.Cloud).TokenScope, time)
    {
    }

    internal EntraCredential(TokenCredential credential, string scope, TimeProvider time)
    {
        this.credential = credential;
        this.time = time;
        request = new TokenRequestContext([scope]);
    }

    public async ValueTask<string?> GetTokenAsync(CancellationToken cancellationToken) => await Ask().WaitAsync(cancellationToken);

    private Task<string> Ask()
    {
        lock (gate)
        {
            var isInFlight = asked is { IsCompleted: false };
            var isRefused = refusedAt is { } at && time.GetElapsedTime(at) < RefusalCounts;
            if (asked is null || !(isInFlight || isRefused))
            {
                refusedAt = null;
                asked = AskEntraAsync();
            }

            return asked;
        }
    }

    // Shared by all waiters, so one giving up must not cancel it. The library has its own timeouts.
    private async Task<string> AskEntraAsync()
    {
        try
        {
            return (await credential.GetTokenAsync(request, CancellationToken.None)).Token;
        }
        catch (AuthenticationFailedException failure)
        {
            if (EntraRefusal.IsPassing(failure))
            {
                throw new ConnectorException(ConnectorFailureKind.Transient, "Entra could not be reached to get a token.", failure);
            }

            lock (gate)
            {
                refusedAt = time.GetTimestamp();
            }

            throw new ConnectorException(
                ConnectorFailureKind.Unauthorised, "Entra refused the bot a token: check its registration and credential.", failure)
            {
                ErrorCode = EntraRefusal.CodeIn(failure),
            };
        }
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

        return EntraSignIn.Certificate(
            cloud, tenant, options.AppId, options.CertificatePath, options.CertificateThumbprint, BotOptions.Section);
    }
}
