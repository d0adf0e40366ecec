using Microsoft.Bot.Schema;
using Microsoft.Extensions.Hosting;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>
/// Which activities are taken outside Development: those of Teams, about a tenant, answered to an
/// address of Teams's connector. The same registration may have other channels switched on (web
/// chat, e-mail), in which nobody's identity is Entra's.
/// </summary>
internal sealed class ChannelPolicy(IHostEnvironment environment, ServiceUrlPolicy serviceUrls)
{
    private const string Teams = "msteams";

    /// <summary>False for an activity that is refused with 403, without any effect.</summary>
    public bool Takes(Activity activity) =>
        environment.IsDevelopment()
        || (string.Equals(activity.ChannelId, Teams, StringComparison.OrdinalIgnoreCase)
            && !string.IsNullOrEmpty(activity.TenantId)
            && serviceUrls.IsAllowed(activity.ServiceUrl));
}
