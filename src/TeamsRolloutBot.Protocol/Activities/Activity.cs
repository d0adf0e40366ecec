using System.Text.Json;
using System.Text.Json.Serialization;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Activities;

/// <summary>
/// What Teams posts to the bot: a message, a pressed button, an installation, and so on
/// (Bot Framework Activity protocol, https://github.com/microsoft/botframework-sdk/blob/main/specs/botframework-activity/botframework-activity.md).
/// </summary>
/// <remarks>
/// Reading never fails over a field: a scalar of another type is taken as text, a field of an impossible type is treated as
/// missing, and fields this type does not know are kept in <see cref="Extensions"/> and written again.
/// </remarks>
public sealed record Activity
{
    /// <summary>One of <see cref="ActivityTypes"/>, or something newer.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Type { get; init; }

    [JsonConverter(typeof(LenientStringConverter))]
    public string? Id { get; init; }

    /// <summary>When it was sent, as received: usually ISO 8601 in UTC, with any number of decimals.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Timestamp { get; init; }

    /// <summary>The sender's IANA time zone.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? LocalTimezone { get; init; }

    /// <summary>The sender's language as a BCP 47 tag.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Locale { get; init; }

    /// <summary>Where answers go. Only ever used after <see cref="Connector.ServiceUrlPolicy"/> has allowed it.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? ServiceUrl { get; init; }

    /// <summary><c>msteams</c>; <c>emulator</c> in some local test clients.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? ChannelId { get; init; }

    [JsonConverter(typeof(LenientObjectConverter<ChannelAccount>))]
    public ChannelAccount? From { get; init; }

    /// <summary>The bot.</summary>
    [JsonConverter(typeof(LenientObjectConverter<ChannelAccount>))]
    public ChannelAccount? Recipient { get; init; }

    [JsonConverter(typeof(LenientObjectConverter<ConversationAccount>))]
    public ConversationAccount? Conversation { get; init; }

    /// <summary>What was typed, with mention markup and HTML entities; <see cref="ActivityText.PlainText"/> is what was meant.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Text { get; init; }

    /// <summary><c>plain</c>, <c>markdown</c> or <c>xml</c>.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? TextFormat { get; init; }

    [JsonConverter(typeof(LenientListConverter<Attachment>))]
    public IReadOnlyList<Attachment>? Attachments { get; init; }

    [JsonConverter(typeof(LenientListConverter<Entity>))]
    public IReadOnlyList<Entity>? Entities { get; init; }

    /// <summary>What only Teams knows: tenant, team, channel, event type.</summary>
    public JsonElement? ChannelData { get; init; }

    /// <summary>The payload of an invoke, an event or an <c>Action.Submit</c>.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>The name of an invoke (<see cref="InvokeNames"/>) or event.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Name { get; init; }

    /// <summary>One of <see cref="InstallationActions"/>.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Action { get; init; }

    [JsonConverter(typeof(LenientListConverter<ChannelAccount>))]
    public IReadOnlyList<ChannelAccount>? MembersAdded { get; init; }

    [JsonConverter(typeof(LenientListConverter<ChannelAccount>))]
    public IReadOnlyList<ChannelAccount>? MembersRemoved { get; init; }

    /// <summary>The activity that carries the card of a pressed button.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? ReplyToId { get; init; }

    /// <summary>Fields this type does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }

    /// <summary>The Entra tenant: <c>conversation.tenantId</c>, else <c>channelData.tenant.id</c>.</summary>
    [JsonIgnore]
    public string? TenantId => Conversation?.TenantId is { Length: > 0 } id ? id : ChannelData.Find("tenant").Find("id").AsText();

    /// <summary>True in the chat of one person with the bot.</summary>
    [JsonIgnore]
    public bool IsPersonal => string.Equals(Conversation?.ConversationType, ConversationTypes.Personal, StringComparison.OrdinalIgnoreCase);

    /// <summary>True for an invoke of this name. Names are compared without case, as the SDKs do.</summary>
    public bool IsInvoke(string name) =>
        Type == ActivityTypes.Invoke && string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
}
