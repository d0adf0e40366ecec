using System.Diagnostics.CodeAnalysis;

namespace TeamsRolloutBot.Protocol.Authentication;

/// <summary>The bot's registration: the configuration section <c>Bot</c>.</summary>
public sealed class BotOptions
{
    public const string Section = "Bot";

    /// <summary>
    /// The Entra application (client) id. May be empty only in Development: then no tokens are used
    /// in either direction.
    /// </summary>
    [AllowNull]
    public string AppId { get; set => field = EntraId.Canonical(value); } = "";

    /// <summary>
    /// The Entra tenant the bot is registered in. Required unless <see cref="TenantType"/> is
    /// <see cref="BotTenantType.MultiTenant"/>.
    /// </summary>
    [AllowNull]
    public string TenantId { get; set => field = EntraId.Canonical(value); } = "";

    public BotTenantType TenantType { get; set; } = BotTenantType.SingleTenant;

    /// <summary>The registration's secret; prefer a certificate or a managed identity.</summary>
    [AllowNull]
    public string ClientSecret { get; set => field = value ?? ""; } = "";

    /// <summary>
    /// A <c>.pfx</c> file without a password or a <c>.pem</c> file, with certificate and RSA key.
    /// Read at startup.
    /// </summary>
    [AllowNull]
    public string CertificatePath { get; set => field = value ?? ""; } = "";

    /// <summary>
    /// The SHA-1 thumbprint of a certificate in the personal store of the user or the machine.
    /// </summary>
    [AllowNull]
    public string CertificateThumbprint { get; set => field = value ?? ""; } = "";

    public BotCloud Cloud { get; set; } = BotCloud.Public;

    /// <summary>Overrides the cloud's OpenID metadata address (tests).</summary>
    [AllowNull]
    public string OpenIdMetadata { get; set => field = value ?? ""; } = "";

    /// <summary>
    /// Further Entra tenants whose activities are accepted, besides <see cref="TenantId"/>. If
    /// empty, a multi-tenant bot accepts every tenant.
    /// </summary>
    public IList<string> AllowedTenants { get; } = [];

    /// <summary>True if activities and requests carry tokens.</summary>
    public bool UsesTokens => AppId.Length > 0;
}

/// <summary>The kind of identity of the bot's registration.</summary>
public enum BotTenantType
{
    SingleTenant,
    MultiTenant,

    /// <summary>
    /// A user-assigned managed identity; <see cref="BotOptions.AppId"/> is its client id.
    /// </summary>
    ManagedIdentity,
}

/// <summary>The Microsoft cloud the tenant is in.</summary>
public enum BotCloud
{
    Public,
    Gcc,
    GccHigh,
    DoD,
    China,
}
