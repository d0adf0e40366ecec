using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdaptiveCards;

namespace TeamsRolloutBot.Tests.AdaptiveCards;

internal static class CardJson
{
    /// <summary>Writes characters unescaped.</summary>
    public static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A card in its wire format.</summary>
    public static string Of(AdaptiveCard card) => card.ToJson();

    /// <summary>An element in its wire format.</summary>
    public static string Of(AdaptiveElement element) =>
        JsonNode.Parse(Of(new AdaptiveCard("1.5") { Body = [element] }))!["body"]![0]!.ToJsonString(Readable);

    /// <summary>An action in its wire format.</summary>
    public static JsonNode Of(AdaptiveAction action) =>
        JsonNode.Parse(Of(new AdaptiveCard("1.5") { Actions = [action] }))!["actions"]![0]!;
}
