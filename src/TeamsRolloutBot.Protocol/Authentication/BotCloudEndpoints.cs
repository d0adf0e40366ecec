namespace TeamsRolloutBot.Protocol.Authentication;

/// <summary>
/// The endpoints of a Microsoft cloud, as in the Teams SDK (CloudEnvironment) and the Bot Framework
/// SDK (AuthenticationConstants, GovernmentAuthenticationConstants).
/// </summary>
/// <param name="TokenIssuer">The issuer of the tokens Teams sends to the bot.</param>
/// <param name="OpenIdMetadata">Where the keys of those tokens are published.</param>
/// <param name="AuthorityHost">The Entra host that issues tokens to the bot.</param>
/// <param name="MultiTenantAuthority">The tenant from which a multi-tenant bot requests its
/// tokens.</param>
/// <param name="TokenScope">The scope of the bot's tokens.</param>
/// <param name="ServiceHosts">The connector's hosts; <c>*.</c> stands for one or more
/// labels.</param>
public sealed record BotCloudEndpoints(
    string TokenIssuer,
    string OpenIdMetadata,
    Uri AuthorityHost,
    string MultiTenantAuthority,
    string TokenScope,
    IReadOnlyList<string> ServiceHosts)
{
    /// <summary>
    /// The service URL for tenants of the US Government Community Cloud, indicated by Teams with
    /// the error <c>InvalidBotApiHost</c>.
    /// </summary>
    public const string GccServiceUrl = "https://smba.infra.gcc.teams.microsoft.com/gcc";

    // GCC has its own connector hosts and shares everything else with the public cloud.
    private static readonly BotCloudEndpoints Commercial = new(
        "https://api.botframework.com",
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        new Uri("https://login.microsoftonline.com"),
        "botframework.com",
        "https://api.botframework.com/.default",
        [
            "smba.trafficmanager.net",
            "smba.onyx.prod.teams.trafficmanager.net",
            "smba.infra.gcc.teams.microsoft.com",
        ]);

    private static readonly BotCloudEndpoints UnitedStatesGovernment = new(
        "https://api.botframework.us",
        "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
        new Uri("https://login.microsoftonline.us"),
        "MicrosoftServices.onmicrosoft.us",
        "https://api.botframework.us/.default",
        ["smba.infra.gov.teams.microsoft.us"]);

    private static readonly BotCloudEndpoints Operated21Vianet = new(
        "https://api.botframework.azure.cn",
        "https://login.botframework.azure.cn/v1/.well-known/openidconfiguration",
        new Uri("https://login.partner.microsoftonline.cn"),
        "microsoftservices.partner.onmschina.cn",
        "https://api.botframework.azure.cn/.default",
        ["frontend.botapi.msg.infra.teams.microsoftonline.cn"]);

    /// <summary>The endpoints of a cloud.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The cloud is unknown.</exception>
    public static BotCloudEndpoints For(BotCloud cloud) => cloud switch
    {
        BotCloud.Public or BotCloud.Gcc => Commercial,
        BotCloud.GccHigh => UnitedStatesGovernment,
        BotCloud.DoD => UnitedStatesGovernment with { ServiceHosts = ["smba.infra.dod.teams.microsoft.us"] },
        BotCloud.China => Operated21Vianet,
        _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, "The cloud is unknown."),
    };
}
