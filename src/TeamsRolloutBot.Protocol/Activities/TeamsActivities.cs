using System.Text.Json;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Activities;

/// <summary>Teams-specific parts of an activity that the SDK's type has no property for.</summary>
public static class TeamsActivities
{
    private const string HiddenLocale = "clientLocale";

    extension(Activity activity)
    {
        /// <summary>
        /// The Entra tenant: <c>conversation.tenantId</c>, otherwise <c>channelData.tenant.id</c>.
        /// </summary>
        public string? TenantId =>
            activity.Conversation?.TenantId is { Length: > 0 } id
                ? id
                : (activity.ChannelData as JToken).Find("tenant").Find("id").AsText();

        /// <summary>
        /// The client's locale (BCP 47, such as <c>es-MX</c>): from the entity <c>clientInfo</c>,
        /// otherwise the one saved by <see cref="HideLocale"/>; null if neither exists.
        /// </summary>
        public string? ClientLocale =>
            activity.Entities?.FirstOrDefault(entity => entity.Type == "clientInfo")?.Properties.Find("locale").AsText()
            ?? activity.Properties.Find(HiddenLocale).AsText();

        /// <summary>
        /// Hides the locale from the SDK, which would set it as the culture of the whole turn and
        /// throw on an unknown one.
        /// </summary>
        public void HideLocale()
        {
            activity.Properties[HiddenLocale] = activity.Locale;
            activity.Locale = null;
        }

        /// <summary>True in a one-to-one chat with the bot.</summary>
        public bool IsPersonal =>
            string.Equals(activity.Conversation?.ConversationType, ConversationTypes.Personal, StringComparison.OrdinalIgnoreCase);

        /// <summary>
        /// The raw payload of an invoke, an event or an <c>Action.Submit</c>; null if there is
        /// none.
        /// </summary>
        public JsonElement? ReceivedValue => activity.Value as JsonElement?;

        /// <summary>
        /// True for an invoke with this name, ignoring case, as the platform's other SDKs do.
        /// </summary>
        public bool IsInvoke(string name) =>
            activity.Type == ActivityTypes.Invoke && string.Equals(activity.Name, name, StringComparison.OrdinalIgnoreCase);
    }
}
