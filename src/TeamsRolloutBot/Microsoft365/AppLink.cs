using Microsoft.Extensions.Options;
using TeamsRolloutBot.Protocol.Authentication;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>
/// The link to the app's page in Teams, where a person can add it. Source: "Deep link to an
/// application" of the Teams documentation.
/// </summary>
internal sealed class AppLink(IOptions<GraphOptions> graph, IOptions<BotOptions> bot)
{
    /// <summary>The text to use if the app has no id, as in Development.</summary>
    public static string Instead => ManagerTexts.LookForTeamsRolloutBotUnderAppsIn;

    /// <summary>The link; null if the app has no id.</summary>
    public string? Address { get; } = graph.Value.AppExternalId is { Length: > 0 } id
        ? $"https://{Host(bot.Value.Cloud)}/l/app/{id}"
            + (bot.Value.TenantId is { Length: > 0 } tenant ? $"?tenantId={tenant}" : string.Empty)
        : null;

    private static string Host(BotCloud cloud) => cloud switch
    {
        BotCloud.GccHigh => "gov.teams.microsoft.us",
        BotCloud.DoD => "dod.teams.microsoft.us",
        BotCloud.China => "teams.microsoftonline.cn",
        _ => "teams.microsoft.com",
    };
}
