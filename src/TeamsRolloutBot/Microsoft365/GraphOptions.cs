using System.Diagnostics.CodeAnalysis;
using TeamsRolloutBot.Protocol.Authentication;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>How the bot signs in to Microsoft Graph.</summary>
internal enum GraphSignIn
{
    /// <summary>Not at all: the bot runs without Graph.</summary>
    None,

    /// <summary>With the registration and credential of the section <c>Bot</c>.</summary>
    Bot,

    ManagedIdentity,

    /// <summary>With a token file provided by the platform, as in Kubernetes.</summary>
    WorkloadIdentity,

    Certificate,

    ClientSecret,
}

/// <summary>The configuration section <c>Graph</c>.</summary>
internal sealed class GraphOptions
{
    public const string Section = "Graph";

    public GraphSignIn SignIn { get; set; }

    /// <summary>The Entra tenant; empty: that of the section <c>Bot</c>.</summary>
    [AllowNull]
    public string TenantId { get; set => field = EntraId.Canonical(value); } = "";

    /// <summary>
    /// The application (client) id, or a user-assigned managed identity's; empty: <c>Bot:AppId</c>.
    /// </summary>
    [AllowNull]
    public string ClientId { get; set => field = EntraId.Canonical(value); } = "";

    /// <summary>The secret for the sign-in <c>ClientSecret</c>.</summary>
    [AllowNull]
    public string ClientSecret { get; set => field = value ?? ""; } = "";

    /// <summary>
    /// A <c>.pfx</c> file without a password or a <c>.pem</c> file, with certificate and RSA key.
    /// Read at startup.
    /// </summary>
    [AllowNull]
    public string CertificatePath { get; set => field = value ?? ""; } = "";

    /// <summary>The SHA-1 thumbprint of a certificate in a personal store.</summary>
    [AllowNull]
    public string CertificateThumbprint { get; set => field = value ?? ""; } = "";

    /// <summary>The Microsoft cloud; empty: that of the section <c>Bot</c>.</summary>
    public BotCloud? Cloud { get; set; }

    /// <summary>
    /// The id in the app package's manifest, used to find the app in the organisation's catalogue;
    /// empty: <c>Bot:AppId</c>.
    /// </summary>
    [AllowNull]
    public string AppExternalId { get; set => field = EntraId.Canonical(value); } = "";

    /// <summary>The mailbox that sends the welcome e-mails; empty: none are sent.</summary>
    [AllowNull]
    public string Mailbox { get; set => field = value ?? ""; } = "";

    /// <summary>
    /// Installation requests per second; 1 to 30. The platform's limit is 30 per app and tenant.
    /// </summary>
    public int InstallationsPerSecond { get; set; } = 30;

    /// <summary>E-mails per minute; 1 to 30. The platform's limit is 30 per mailbox.</summary>
    public int MailsPerMinute { get; set; } = 30;

    /// <summary>Timeout of a single request, in seconds; 1 to 100.</summary>
    public int TimeoutSeconds { get; set; } = 20;

    /// <summary>
    /// Overrides the cloud's Graph endpoint, including the version; Development only, and only on
    /// this machine.
    /// </summary>
    [AllowNull]
    public string Endpoint { get; set => field = value ?? ""; } = "";

    public bool IsOn => SignIn != GraphSignIn.None;

    /// <summary>Fills in omitted options from the bot's registration.</summary>
    public GraphOptions With(BotOptions bot)
    {
        TenantId = TenantId.Length > 0 ? TenantId : bot.TenantId;
        ClientId = ClientId.Length > 0 ? ClientId : bot.AppId;
        AppExternalId = AppExternalId.Length > 0 ? AppExternalId : bot.AppId;
        Cloud ??= bot.Cloud;
        return this;
    }
}
