using System.Text.Json.Nodes;

namespace TeamsRolloutBot.Tests.Resources;

/// <summary>What people read on a card, or hear from it.</summary>
internal static class VisibleText
{
    private static readonly string[] Properties =
    [
        "text", "title", "label", "placeholder", "errorMessage", "fallbackText", "tooltip", "altText", "speak", "subtitle", "legend",
        "xAxisTitle", "yAxisTitle", "x",
    ];

    public static IEnumerable<string> Of(string card) => Of(JsonNode.Parse(card)!);

    private static IEnumerable<string> Of(JsonNode node) => node switch
    {
        JsonArray array => array.OfType<JsonNode>().SelectMany(Of),
        JsonObject obj => obj.SelectMany(property => Of(property.Key, property.Value)),
        _ => [],
    };

    private static IEnumerable<string> Of(string name, JsonNode? value) => value switch
    {
        // The bot reads what a button sends; the data of a chart is an array.
        JsonObject when name == "data" => [],
        JsonArray facts when name == "facts" => facts.SelectMany(fact => new[] { (string)fact!["title"]!, (string)fact["value"]! }),
        JsonObject or JsonArray => Of(value),
        JsonValue text when Properties.Contains(name) && text.TryGetValue<string>(out var read) => [read],
        _ => [],
    };
}
