using System.Text.Json;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Activities;

/// <summary>What Teams says in an activity and the SDK's type has no property for.</summary>
public static class TeamsActivities
{
    private const string HiddenLocale = "clientLocale";

    extension(Activity activity)
    {
        /// <summary>
        /// The Entra tenant: <c>conversation.tenantId</c>, else <c>channelData.tenant.id</c>.
        /// </summary>
        public string? TenantId =>
            activity.Conversation?.TenantId is { Length: > 0 } id
                ? id
                : (activity.ChannelData as JToken).Find("tenant").Find("id").AsText();

        /// <summary>
        /// The locale of the client (BCP 47, such as <c>es-MX</c>): the entity
        /// <c>clientInfo</c> has it, else it is as it was before <see cref="HideLocale"/>; null
        /// where neither says.
        /// </summary>
        public string? ClientLocale =>
            activity.Entities?.FirstOrDefault(entity => entity.Type == "clientInfo")?.Properties.Find("locale").AsText()
            ?? activity.Properties.Find(HiddenLocale).AsText();

        /// <summary>
        /// Takes the locale out of the SDK's sight, which makes a culture of it for the whole turn,
        /// and an exception of one that no machine knows.
        /// </summary>
        public void HideLocale()
        {
            activity.Properties[HiddenLocale] = activity.Locale;
            activity.Locale = null;
        }

        /// <summary>True in the chat of one person with the bot.</summary>
        public bool IsPersonal =>
            string.Equals(activity.Conversation?.ConversationType, ConversationTypes.Personal, StringComparison.OrdinalIgnoreCase);

        /// <summary>
        /// The payload of an invoke, an event or an <c>Action.Submit</c>, as it came; nothing where
        /// there is none.
        /// </summary>
        public JsonElement? ReceivedValue => activity.Value as JsonElement?;

        /// <summary>
        /// True for an invoke of this name. Names are compared without case, as other SDKs of the
        /// platform do.
        /// </summary>
        public bool IsInvoke(string name) =>
            activity.Type == ActivityTypes.Invoke && string.Equals(activity.Name, name, StringComparison.OrdinalIgnoreCase);
    }
}
