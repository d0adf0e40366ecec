using System.Text.Json.Serialization;

namespace TeamsRolloutBot.Protocol.AdaptiveCards;

/// <summary>
/// A card. Teams supports version 1.5 for bots and promises only 1.2 on phones, so whatever is newer needs a fallback
/// (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference).
/// </summary>
public sealed record AdaptiveCard
{
    /// <summary>The content type of a card as attachment and as answer to an invoke.</summary>
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    /// <summary>Teams shows no more primary actions than this.</summary>
    public const int MaximumActions = 6;

    [JsonPropertyOrder(-2)]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string Type { get; } = "AdaptiveCard";

    /// <summary>The schema version the card needs.</summary>
    [JsonPropertyOrder(-1)]
    public string Version { get; init; } = "1.5";

    public IReadOnlyList<AdaptiveElement>? Body { get; init; }

    /// <summary>Shown below the body; at most <see cref="MaximumActions"/>. Clients of version 1.2 want them in an <see cref="ActionSet"/>.</summary>
    public IReadOnlyList<AdaptiveAction>? Actions { get; init; }

    public CardRefresh? Refresh { get; init; }

    /// <summary>Shown by clients that do not know <see cref="Version"/>.</summary>
    public string? FallbackText { get; init; }

    /// <summary>Read aloud by the immersive reader.</summary>
    public string? Speak { get; init; }

    /// <summary>ISO 639-1.</summary>
    public string? Lang { get; init; }

    /// <summary>What only Teams knows.</summary>
    [JsonPropertyName("msteams")]
    public TeamsCardProperties? Teams { get; init; }
}

/// <summary>How a card refreshes itself.</summary>
/// <param name="Action">Sent as an invoke with <c>trigger: automatic</c>, often and repeatedly: answer quickly and without side effects.</param>
public sealed record CardRefresh(ExecuteAction Action)
{
    /// <summary>More user ids than this are refused by Teams.</summary>
    public const int MaximumUserIds = 60;

    /// <summary>The <c>29:</c> ids of those whose client refreshes by itself. Empty: nobody's. Missing: everybody's in chats of up to 60.</summary>
    public IReadOnlyList<string>? UserIds { get; init; }
}

/// <summary>The <c>msteams</c> part of a card.</summary>
public sealed record TeamsCardProperties
{
    /// <summary><c>Full</c> uses the width of the chat. Test it on phones and in the meeting side panel.</summary>
    public string? Width { get; init; }

    /// <summary>The people whom <c>&lt;at&gt;name&lt;/at&gt;</c> in the texts means.</summary>
    public IReadOnlyList<CardMention>? Entities { get; init; }
}

/// <summary>Makes <c>&lt;at&gt;name&lt;/at&gt;</c> in a text block a mention of a person.</summary>
/// <param name="Text">The markup exactly as it stands in the text.</param>
public sealed record CardMention(string Text, MentionedPerson Mentioned)
{
    [JsonPropertyOrder(-1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string Type { get; } = "mention";
}

/// <param name="Id">A <c>29:</c> id, an Entra object id or a user principal name.</param>
/// <param name="Name">The name that is shown.</param>
public sealed record MentionedPerson(string Id, string Name);
