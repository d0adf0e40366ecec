using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AdaptiveCards.Serialization;
using AdaptiveCards.Teams;

namespace AdaptiveCards;

/// <summary>
/// A card. Teams supports version 1.5 for bots but guarantees only 1.2 on phones, so anything newer
/// needs a fallback
/// (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference).
/// </summary>
public sealed class AdaptiveCard : AdaptiveTypedElement
{
    /// <summary>
    /// The content type of a card as an attachment and as the answer to an invoke.
    /// </summary>
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    // Letters of every script are written as they are, not as six-byte \u escapes (only characters
    // outside the basic plane, such as emoji, are always escaped).
    private static readonly CardJson OnTheWire =
        new(new JsonSerializerOptions(CardJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <param name="schemaVersion">The schema version the card needs, such as <c>1.5</c>.</param>
    /// <exception cref="FormatException">It is not of the form <c>major.minor</c>.</exception>
    public AdaptiveCard(string schemaVersion)
        : this(new AdaptiveSchemaVersion(schemaVersion))
    {
    }

    /// <param name="version">The schema version the card needs.</param>
    [JsonConstructor]
    public AdaptiveCard(AdaptiveSchemaVersion version)
        : base("AdaptiveCard") => Version = version;

    /// <summary>The schema version the card needs.</summary>
    [JsonPropertyOrder(-1)]
    public AdaptiveSchemaVersion Version { get; set; }

    [JsonIgnore]
    public List<AdaptiveElement> Body { get; set; } = [];

    /// <summary>
    /// Shown below the body. Clients limited to version 1.2 need them in an
    /// <see cref="AdaptiveActionSet"/>.
    /// </summary>
    [JsonIgnore]
    public List<AdaptiveAction> Actions { get; set; } = [];

    public AdaptiveRefresh? Refresh { get; set; }

    /// <summary>Shown by clients that do not support <see cref="Version"/>.</summary>
    public string? FallbackText { get; set; }

    /// <summary>Read aloud by the immersive reader.</summary>
    public string? Speak { get; set; }

    /// <summary>ISO 639-1.</summary>
    public string? Lang { get; set; }

    /// <summary>
    /// Teams-specific properties. The official library has no such property and keeps it among the
    /// additional ones.
    /// </summary>
    [JsonPropertyName("msteams")]
    public TeamsCardProperties? Teams { get; set; }

    [JsonInclude]
    [JsonPropertyName("body")]
    internal List<AdaptiveElement>? WrittenBody
    {
        get => Body.Count > 0 ? Body : null;
        set => Body = value ?? [];
    }

    [JsonInclude]
    [JsonPropertyName("actions")]
    internal List<AdaptiveAction>? WrittenActions
    {
        get => Actions.Count > 0 ? Actions : null;
        set => Actions = value ?? [];
    }

    /// <summary>Parses a card.</summary>
    /// <exception cref="JsonException">It is not JSON, or contains an unknown element or
    /// action.</exception>
    public static AdaptiveCardParseResult FromJson(string json) =>
        new() { Card = JsonSerializer.Deserialize(json, CardJson.Default.AdaptiveCard) ?? throw new JsonException("Not a card.") };

    /// <summary>
    /// The card as compact JSON. Letters of every script are left unescaped, so it must not be
    /// embedded in HTML.
    /// </summary>
    /// <exception cref="JsonException">A button's data is not JSON.</exception>
    public string ToJson() => JsonSerializer.Serialize(this, OnTheWire.AdaptiveCard);
}

/// <summary>The result of <see cref="AdaptiveCard.FromJson"/>.</summary>
public sealed class AdaptiveCardParseResult
{
    public required AdaptiveCard Card { get; set; }
}

/// <summary>The automatic refresh of a card.</summary>
public sealed class AdaptiveRefresh
{
    /// <summary>
    /// Sent as an invoke with <c>trigger: automatic</c>, often and repeatedly: answer quickly and
    /// without side effects.
    /// </summary>
    public AdaptiveExecuteAction? Action { get; set; }

    /// <summary>
    /// The <c>29:</c> ids of users whose clients refresh automatically. Empty: nobody. Missing:
    /// everybody in chats of up to 60.
    /// </summary>
    public List<string>? UserIds { get; set; }
}
