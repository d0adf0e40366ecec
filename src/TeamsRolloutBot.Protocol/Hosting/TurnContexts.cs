using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>What a turn can be besides what the SDK makes of it.</summary>
public static class TurnContexts
{
    /// <summary>
    /// The same turn as if the activity had come from the sender's own chat with the bot: what is
    /// sent in it goes there.
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
