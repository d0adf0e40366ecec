using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>Variants of a turn beyond what the SDK provides.</summary>
public static class TurnContexts
{
    /// <summary>
    /// The same turn as if the activity came from the sender's personal chat with the bot; replies
    /// go there.
    /// </summary>
    public static ITurnContext InPersonalChat(this ITurnContext context, string conversationId)
    {
        ArgumentNullException.ThrowIfNull(context);
        var activity = TeamsJson.Read<Activity>(TeamsJson.Write(context.Activity))!;
        activity.Value = context.Activity.Value;
        activity.Conversation = new ConversationAccount(
            id: conversationId, conversationType: ConversationTypes.Personal, tenantId: context.Activity.TenantId);
        return new TurnContext(context, activity);
    }
}
