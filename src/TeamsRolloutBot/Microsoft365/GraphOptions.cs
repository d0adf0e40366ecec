using System.Diagnostics.CodeAnalysis;
using TeamsRolloutBot.Protocol.Authentication;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>How the bot signs in to Microsoft Graph.</summary>
internal enum GraphSignIn
{
    /// <summary>Not at all: the bot does without Graph.</summary>
    None,

    /// <summary>With the registration and the credential of the section <c>Bot</c>.</summary>
    Bot,

    ManagedIdentity,

    /// <summary>With a token that the platform puts into a file, as Kubernetes does.</summary>
    WorkloadIdentity,

    Certificate,

    ClientSecret,
}

/// <summary>The section <c>Graph</c> of the configuration.</summary>
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

    /// <summary>The secret, for the sign-in <c>ClientSecret</c>.</summary>
    [AllowNull]
    public string ClientSecret { get; set => field = value ?? ""; } = "";

    /// <summary>
    /// A <c>.pfx</c> file without a password or a <c>.pem</c> file, with certificate and RSA key.
    /// Read at the start.
    /// </summary>
    [AllowNull]
    public string CertificatePath { get; set => field = value ?? ""; } = "";

    /// <summary>The SHA-1 thumbprint of a certificate in a personal store.</summary>
    [AllowNull]
    public string CertificateThumbprint { get; set => field = value ?? ""; } = "";

    /// <summary>The Microsoft cloud; empty: that of the section <c>Bot</c>.</summary>
    public BotCloud? Cloud { get; set; }

    /// <summary>
    /// The id of the app package's manifest, by which the organisation's catalogue knows the app;
    /// empty: <c>Bot:AppId</c>.
    /// </summary>
    [AllowNull]
    public string AppExternalId { get; set => field = EntraId.Canonical(value); } = "";

    /// <summary>The mailbox welcome e-mails are sent from; empty: none are sent.</summary>
    [AllowNull]
    public string Mailbox { get; set => field = value ?? ""; } = "";

    /// <summary>
    /// Requests a second for installing the app; 1 to 30. The platform's limit is 30 for an app and
    /// tenant.
    /// </summary>
    public int InstallationsPerSecond { get; set; } = 30;

    /// <summary>E-mails a minute; 1 to 30. The platform's limit is 30 for a mailbox.</summary>
    public int MailsPerMinute { get; set; } = 30;

    /// <summary>How long one request may take; 1 to 100.</summary>
    public int TimeoutSeconds { get; set; } = 20;

    /// <summary>
    /// The address of Graph with its version, where it is not the cloud's own: on this machine
    /// only, in Development.
    /// </summary>
    [AllowNull]
    public string Endpoint { get; set => field = value ?? ""; } = "";

    public bool IsOn => SignIn != GraphSignIn.None;

    /// <summary>The options with what is left out taken from the bot's registration.</summary>
    public GraphOptions With(BotOptions bot)
    {
        TenantId = TenantId.Length > 0 ? TenantId : bot.TenantId;
        ClientId = ClientId.Length > 0 ? ClientId : bot.AppId;
        AppExternalId = AppExternalId.Length > 0 ? AppExternalId : bot.AppId;
        Cloud ??= bot.Cloud;
        return this;
    }
}
