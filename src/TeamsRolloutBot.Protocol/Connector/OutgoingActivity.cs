using AdaptiveCards;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>
/// The bot's outgoing messages. Not built with the SDK's <c>MessageFactory</c>, which adds an input
/// hint and empty lists that Teams does not need.
/// </summary>
public static class OutgoingActivity
{
    /// <summary>A Markdown message.</summary>
    public static Activity FromText(string text) =>
        new() { Type = ActivityTypes.Message, Text = text, TextFormat = TextFormatTypes.Markdown };

    /// <summary>A message with a card.</summary>
    /// <param name="card">The card.</param>
    /// <param name="summary">The text for notifications and screen readers; without it Teams says
    /// "sent a card".</param>
    /// <param name="alert">Whether to add the message to the recipient's activity feed
    /// (<c>channelData.notification.alert</c>).</param>
    public static Activity FromCard(AdaptiveCard card, string? summary = null, bool alert = false) => new()
    {
        Type = ActivityTypes.Message,
        Summary = summary,
        ChannelData = alert ? new JObject { ["notification"] = new JObject { ["alert"] = true } } : null,
        Attachments = [new Attachment(AdaptiveCard.ContentType, content: card)],
    };

    /// <summary>A message with attachments other than cards, such as a file offer.</summary>
    public static Activity FromAttachments(IReadOnlyList<Attachment> attachments, string? text = null) => new()
    {
        Type = ActivityTypes.Message,
        Text = text,
        TextFormat = text is null ? null : TextFormatTypes.Markdown,
        Attachments = attachments.Count == 0 ? null : [.. attachments],
    };
}
