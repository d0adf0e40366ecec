using TeamsRolloutBot.Protocol.Authentication;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>
/// The endpoints of a Microsoft cloud. Sources: "National cloud deployments" of the Graph
/// documentation; the service URLs for proactive messages from "Send proactive messages" of the
/// Teams documentation.
/// </summary>
/// <param name="Root">The Graph root URL, without a version.</param>
/// <param name="ServiceUrl">The connector for people who have never spoken to the bot.</param>
internal sealed record GraphCloud(string Root, string ServiceUrl)
{
    public string Scope => $"{Root}/.default";

    public string Endpoint => $"{Root}/v1.0";

    /// <exception cref="ArgumentOutOfRangeException">The cloud is unknown.</exception>
    public static GraphCloud For(BotCloud cloud) => cloud switch
    {
        BotCloud.Public => new("https://graph.microsoft.com", "https://smba.trafficmanager.net/teams/"),
        BotCloud.Gcc => new("https://graph.microsoft.com", BotCloudEndpoints.GccServiceUrl),
        BotCloud.GccHigh => new("https://graph.microsoft.us", "https://smba.infra.gov.teams.microsoft.us/gcch"),
        BotCloud.DoD => new("https://dod-graph.microsoft.us", "https://smba.infra.dod.teams.microsoft.us/dod"),
        BotCloud.China => new("https://microsoftgraph.chinacloudapi.cn", "https://frontend.botapi.msg.infra.teams.microsoftonline.cn"),
        _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, "The cloud is unknown."),
    };
}
