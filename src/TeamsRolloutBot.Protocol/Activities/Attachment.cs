using System.Text.Json;
using System.Text.Json.Serialization;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Activities;

/// <summary>A file, a card, or the HTML form of the text, beside a message.</summary>
public sealed record Attachment
{
    /// <summary>A file sent in a personal chat; its <see cref="Content"/> has a short-lived <c>downloadUrl</c>.</summary>
    public const string FileDownloadInfo = "application/vnd.microsoft.teams.file.download.info";

    [JsonConverter(typeof(LenientStringConverter))]
    public string? ContentType { get; init; }

    [JsonConverter(typeof(LenientStringConverter))]
    public string? ContentUrl { get; init; }

    [JsonConverter(typeof(LenientStringConverter))]
    public string? Name { get; init; }

    public JsonElement? Content { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}

/// <summary>Something said about an activity: a mention, the client's locale, and kinds yet to come.</summary>
public sealed record Entity
{
    /// <summary>The <see cref="Type"/> of a mention.</summary>
    public const string MentionType = "mention";

    [JsonConverter(typeof(LenientStringConverter))]
    public string? Type { get; init; }

    /// <summary>Who is mentioned.</summary>
    [JsonConverter(typeof(LenientObjectConverter<ChannelAccount>))]
    public ChannelAccount? Mentioned { get; init; }

    /// <summary>The mention as it stands in the activity's text, markup included.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Text { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
