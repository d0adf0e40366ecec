using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdaptiveCards;

namespace TeamsRolloutBot.Tests.AdaptiveCards;

internal static class CardJson
{
    /// <summary>Letters as they are.</summary>
    public static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A card as it goes on the wire.</summary>
    public static string Of(AdaptiveCard card) => card.ToJson();

    /// <summary>One element as it goes on the wire.</summary>
    public static string Of(AdaptiveElement element) =>
        JsonNode.Parse(Of(new AdaptiveCard("1.5") { Body = [element] }))!["body"]![0]!.ToJsonString(Readable);

    /// <summary>One action as it goes on the wire.</summary>
    public static JsonNode Of(AdaptiveAction action) =>
        JsonNode.Parse(Of(new AdaptiveCard("1.5") { Actions = [action] }))!["actions"]![0]!;
}
