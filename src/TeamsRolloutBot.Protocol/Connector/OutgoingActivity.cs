using System.Text.Json;
using AdaptiveCards;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>What the bot sends: text, cards, or both.</summary>
public sealed record OutgoingActivity
{
    /// <summary>One of <see cref="ActivityTypes"/>.</summary>
    public string Type { get; init; } = ActivityTypes.Message;

    /// <summary>Markdown, shown above the cards.</summary>
    public string? Text { get; init; }

    /// <summary>What a notification shows of a message that has only cards. Without it Teams says "sent a card".</summary>
    public string? Summary { get; init; }

    /// <summary>The cards, below one another.</summary>
    public IReadOnlyList<AdaptiveCard> Cards { get; init; } = [];

    /// <summary>Attachments other than cards, written as they are.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>The activity this one answers.</summary>
    public string? ReplyToId { get; init; }

    /// <summary><c>high</c> or <c>urgent</c>; missing means normal.</summary>
    public string? Importance { get; init; }

    /// <summary>Puts the message in the receiver's activity feed (<c>channelData.notification.alert</c>).</summary>
    public bool Alert { get; init; }

    /// <summary>
    /// Called when the request really goes out: there is a connection, and the body is written to it. A request that is made again calls it again.
    /// </summary>
    public Action? WhenWritten { get; init; }

    /// <summary>A message of text.</summary>
    public static OutgoingActivity FromText(string text) => new() { Text = text };

    /// <summary>A message of one card.</summary>
    /// <param name="card">The card.</param>
    /// <param name="summary">What notifications and screen readers say of it.</param>
    public static OutgoingActivity FromCard(AdaptiveCard card, string? summary = null) => new() { Cards = [card], Summary = summary };

    /// <summary>Writes the body of the request. The service fills in sender, recipient and conversation from the address.</summary>
    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, Type);
        WriteOptional(writer, "text", Text);
        if (Text is not null)
        {
            writer.WriteString("textFormat"u8, "markdown"u8);
        }

        WriteOptional(writer, "summary", Summary);
        WriteOptional(writer, "replyToId", ReplyToId);
        WriteOptional(writer, "importance", Importance);
        if (Alert)
        {
            writer.WriteStartObject("channelData"u8);
            writer.WriteStartObject("notification"u8);
            writer.WriteBoolean("alert"u8, true);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        if (Cards.Count + Attachments.Count > 0)
        {
            WriteAttachments(writer);
        }

        writer.WriteEndObject();
    }

    private void WriteAttachments(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("attachments"u8);
        foreach (var card in Cards)
        {
            writer.WriteStartObject();
            writer.WriteString("contentType"u8, AdaptiveCard.ContentType);
            writer.WritePropertyName("content"u8);
            writer.WriteRawValue(card.ToJson(), skipInputValidation: true);
            writer.WriteEndObject();
        }

        foreach (var attachment in Attachments)
        {
            JsonSerializer.Serialize(writer, attachment, ProtocolJson.Default.Attachment);
        }

        writer.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
