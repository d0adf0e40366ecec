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

    /// <summary>The data of the first button whose title begins so; null when there is none.</summary>
    public static JsonObject? Button(string json, string title) => Objects(JsonNode.Parse(json))
        .Where(element => (string?)element["type"] == "Action.Execute" && ((string?)element["title"])?.StartsWith(title, StringComparison.Ordinal) == true)
        .Select(element => element["data"]?.DeepClone().AsObject() ?? [])
        .FirstOrDefault();

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject element => element.Where(property => property.Key != "fallback").SelectMany(property => Objects(property.Value)).Prepend(element),
        JsonArray list => list.SelectMany(Objects),
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
