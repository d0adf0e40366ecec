using System.Text.Json.Serialization;

namespace AdaptiveCards.Teams;

/// <summary>The <c>msteams</c> part of a card.</summary>
public sealed record TeamsCardProperties
{
    /// <summary>
    /// <c>Full</c> uses the width of the chat. Test it on phones and in the meeting side panel.
    /// </summary>
    public string? Width { get; init; }

    /// <summary>The people mentioned as <c>&lt;at&gt;name&lt;/at&gt;</c> in the texts.</summary>
    public IReadOnlyList<CardMention>? Entities { get; init; }
}

/// <summary>
/// Turns <c>&lt;at&gt;name&lt;/at&gt;</c> in a text block into a mention of a person.
/// </summary>
/// <param name="Text">The markup exactly as in the text.</param>
public sealed record CardMention(string Text, MentionedPerson Mentioned)
{
    [JsonPropertyOrder(-1)]
    public string Type { get; } = "mention";
}

/// <param name="Id">A <c>29:</c> id, an Entra object id or a user principal name.</param>
/// <param name="Name">The displayed name.</param>
public sealed record MentionedPerson(string Id, string Name);
