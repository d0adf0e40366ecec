using Microsoft.Bot.Schema;
using Microsoft.Extensions.Hosting;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>
/// The activities accepted outside Development: those from Teams, with a tenant, to be answered at
/// a Teams connector address. The registration may have other channels enabled (web chat, e-mail),
/// whose identities are not Entra's.
/// </summary>
internal sealed class ChannelPolicy(IHostEnvironment environment, ServiceUrlPolicy serviceUrls)
{
    private const string Teams = "msteams";

    /// <summary>False if the activity is to be rejected with 403, without any effect.</summary>
    public bool Takes(Activity activity) =>
        environment.IsDevelopment()
        || (string.Equals(activity.ChannelId, Teams, StringComparison.OrdinalIgnoreCase)
            && !string.IsNullOrEmpty(activity.TenantId)
            && serviceUrls.IsAllowed(activity.ServiceUrl));
}
