using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>What the inputs of a card show, as a client sends it back untouched: inputs that are empty are left out.</summary>
internal static class CardInputs
{
    public static IReadOnlyDictionary<string, string> Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        var inputs = new Dictionary<string, string>();
        Collect(document.RootElement, inputs);
        return inputs;
    }

    /// <summary>An input of a card, by its id.</summary>
    public static JsonObject Find(string json, string id) => All(json).Single(input => (string?)input["id"] == id);

    /// <summary>Every input of a card.</summary>
    public static IEnumerable<JsonObject> All(string json) => Under(JsonNode.Parse(json));

    private static IEnumerable<JsonObject> Under(JsonNode? node) => node switch
    {
        JsonObject input when input["type"] is JsonValue type && type.TryGetValue<string>(out var name) && name.StartsWith("Input.", StringComparison.Ordinal) => [input],
        JsonObject parent => parent.Where(property => property.Key != "fallback").SelectMany(property => Under(property.Value)),
        JsonArray items => items.SelectMany(Under),
        _ => [],
    };

    private static void Collect(JsonElement element, Dictionary<string, string> inputs)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Collect(item, inputs);
            }
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString()!.StartsWith("Input.", StringComparison.Ordinal)
            && element.TryGetProperty("value", out var value) && value.ToString() is { Length: > 0 } text)
        {
            inputs[element.GetProperty("id").GetString()!] = text;
        }

        foreach (var property in element.EnumerateObject().Where(property => property.Name != "fallback"))
        {
            Collect(property.Value, inputs);
        }
    }
}
