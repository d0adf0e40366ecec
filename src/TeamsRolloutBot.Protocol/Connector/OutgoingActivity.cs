using AdaptiveCards;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>
/// What the bot sends. Not made by the SDK's <c>MessageFactory</c>, which adds an input hint and
/// empty lists that Teams has no use for.
/// </summary>
public static class OutgoingActivity
{
    /// <summary>A message of Markdown.</summary>
    public static Activity FromText(string text) =>
        new() { Type = ActivityTypes.Message, Text = text, TextFormat = TextFormatTypes.Markdown };

    /// <summary>A message of one card.</summary>
    /// <param name="card">The card.</param>
    /// <param name="summary">What notifications and screen readers say of it; without it Teams says
    /// "sent a card".</param>
    /// <param name="alert">Puts the message in the receiver's activity feed
    /// (<c>channelData.notification.alert</c>).</param>
    public static Activity FromCard(AdaptiveCard card, string? summary = null, bool alert = false) => new()
    {
        Type = ActivityTypes.Message,
        Summary = summary,
        ChannelData = alert ? new JObject { ["notification"] = new JObject { ["alert"] = true } } : null,
        Attachments = [new Attachment(AdaptiveCard.ContentType, content: card)],
    };

    /// <summary>A message of attachments other than cards, such as the offer of a file.</summary>
    public static Activity FromAttachments(IReadOnlyList<Attachment> attachments, string? text = null) => new()
    {
        Type = ActivityTypes.Message,
        Text = text,
        TextFormat = text is null ? null : TextFormatTypes.Markdown,
        Attachments = attachments.Count == 0 ? null : [.. attachments],
    };
}
