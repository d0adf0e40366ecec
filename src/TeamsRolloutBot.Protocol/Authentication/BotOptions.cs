using System.Diagnostics.CodeAnalysis;

namespace TeamsRolloutBot.Protocol.Authentication;

/// <summary>How the bot is registered: the section <c>Bot</c> of the configuration.</summary>
public sealed class BotOptions
{
    public const string Section = "Bot";

    /// <summary>
    /// The Entra application (client) id. Empty only in Development: then there are no tokens in
    /// either direction.
    /// </summary>
    [AllowNull]
    public string AppId { get; set => field = EntraId.Canonical(value); } = "";

    /// <summary>
    /// The Entra tenant the bot is registered in. Needed unless <see cref="TenantType"/> is
    /// <see cref="BotTenantType.MultiTenant"/>.
    /// </summary>
    [AllowNull]
    public string TenantId { get; set => field = EntraId.Canonical(value); } = "";

    public BotTenantType TenantType { get; set; } = BotTenantType.SingleTenant;

    /// <summary>
    /// The secret of the registration; prefer a certificate or a managed identity.
    /// </summary>
    [AllowNull]
    public string ClientSecret { get; set => field = value ?? ""; } = "";

    /// <summary>
    /// A <c>.pfx</c> file without a password or a <c>.pem</c> file, with certificate and RSA key.
    /// Read at the start.
    /// </summary>
    [AllowNull]
    public string CertificatePath { get; set => field = value ?? ""; } = "";

    /// <summary>
    /// The SHA-1 thumbprint of a certificate in the personal store of the user or the machine.
    /// </summary>
    [AllowNull]
    public string CertificateThumbprint { get; set => field = value ?? ""; } = "";

    public BotCloud Cloud { get; set; } = BotCloud.Public;

    /// <summary>
    /// The address of the OpenID metadata, where it is not the cloud's own (tests).
    /// </summary>
    [AllowNull]
    public string OpenIdMetadata { get; set => field = value ?? ""; } = "";

    /// <summary>
    /// The Entra tenants whose activities are taken, besides <see cref="TenantId"/>. Empty for a
    /// multi-tenant bot: every tenant.
    /// </summary>
    public IList<string> AllowedTenants { get; } = [];

    /// <summary>True when activities and requests carry tokens.</summary>
    public bool UsesTokens => AppId.Length > 0;
}

/// <summary>What kind of identity the bot's registration has.</summary>
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
