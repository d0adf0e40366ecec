using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// The inputs of a card as a client sends them back untouched: empty inputs are left out.
/// </summary>
internal static class CardInputs
{
    public static IReadOnlyDictionary<string, string> Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        var inputs = new Dictionary<string, string>();
        Collect(document.RootElement, inputs);
        return inputs;
    }

    /// <summary>
    /// The data of the first button whose title starts with this; null if there is none.
    /// </summary>
    public static JsonObject? Button(string json, string title) => ActionsOf(json)
        .Where(action => ((string?)action["title"])?.StartsWith(title, StringComparison.Ordinal) == true)
        .Select(action => action["data"]?.DeepClone().AsObject() ?? [])
        .FirstOrDefault();

    /// <summary>An input of a card, by its id.</summary>
    public static JsonObject Find(string json, string id) => All(json).Single(input => (string?)input["id"] == id);

    /// <summary>Every input of a card.</summary>
    public static IEnumerable<JsonObject> All(string json) => Under(JsonNode.Parse(json));

    /// <summary>Every button of a card that the bot handles.</summary>
    public static IEnumerable<JsonObject> ActionsOf(string json) => Under(JsonNode.Parse(json), "Action.Execute");

    /// <summary>
    /// The data of the button with that title, or with that text for screen readers, as a client
    /// sends it: with the contents of the inputs, leaving out empty ones.
    /// </summary>
    public static (string Verb, JsonObject Data) Press(string json, string title)
    {
        var action = ActionsOf(json).First(action => (string?)action["title"] == title || (string?)action["tooltip"] == title);
        var data = (JsonObject)(action["data"]?.DeepClone() ?? new JsonObject());
        foreach (var (id, value) in Of(json).Where(_ => (string?)action["associatedInputs"] != "none"))
        {
            data[id] = value;
        }

        return ((string)action["verb"]!, data);
    }

    private static IEnumerable<JsonObject> Under(JsonNode? node, string kind = "Input.") => node switch
    {
        JsonObject found when found["type"] is JsonValue type
            && type.TryGetValue<string>(out var name)
            && name.StartsWith(kind, StringComparison.Ordinal) => [found],
        JsonObject parent => parent.Where(property => property.Key != "fallback").SelectMany(property => Under(property.Value, kind)),
        JsonArray items => items.SelectMany(item => Under(item, kind)),
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

        if (
            element.TryGetProperty("type", out var type)
            && type.ValueKind == JsonValueKind.String
            && type.GetString()!.StartsWith("Input.", StringComparison.Ordinal)
            && element.TryGetProperty("value", out var value)
            && value.ToString() is { Length: > 0 } text
        )
        {
            inputs[element.GetProperty("id").GetString()!] = text;
        }

        foreach (var property in element.EnumerateObject().Where(property => property.Name != "fallback"))
        {
            Collect(property.Value, inputs);
        }
    }
}
