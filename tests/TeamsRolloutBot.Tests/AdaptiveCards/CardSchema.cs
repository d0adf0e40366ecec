using System.Text.Json.Nodes;
using NJsonSchema;
using TeamsRolloutBot.Tests.Protocol;

namespace TeamsRolloutBot.Tests.AdaptiveCards;

/// <summary>
/// The published card schemas. They do not contain what only Teams supports (charts,
/// <c>msteams</c>), so that is removed first: a chart is replaced by its fallback, as in a client
/// without charts.
/// </summary>
/// <remarks>
/// The schemas are of draft 06. Their root allows every type, containers as well as cards, so a
/// card is checked against the definition of a card. Enumerations also allow other spellings
/// through a pattern.
/// </remarks>
internal static class CardSchema
{
    private static readonly Lazy<Task<JsonSchema>> Version15 = new(() => LoadAsync("adaptive-card-1.5.0.schema.json"));
    private static readonly Lazy<Task<JsonSchema>> Version16 = new(() => LoadAsync("adaptive-card-1.6.0.schema.json"));

    /// <summary>What is wrong with a card; empty if nothing is.</summary>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(string card, string version = "1.5")
    {
        var schema = await (version == "1.5" ? Version15 : Version16).Value;
        var published = WithoutTeamsExtensions(JsonNode.Parse(card)!);
        return [.. schema.Validate(published.ToJsonString()).Select(problem => problem.ToString())];
    }

    private static async Task<JsonSchema> LoadAsync(string file)
    {
        // 1.6.0 has "required": false in two places, which only means something in draft 03 and
        // can't be read as draft 06.
        var json = await File.ReadAllTextAsync(ContractData.Path("schemas", file));
        var whole = await JsonSchema.FromJsonAsync(json.Replace("\"required\": false", "\"x-required\": false"));
        return whole.Definitions["AdaptiveCard"];
    }

    private static JsonNode WithoutTeamsExtensions(JsonNode node)
    {
        switch (node)
        {
            case JsonObject element when element["type"]?.GetValueKind() == System.Text.Json.JsonValueKind.String
                && element["type"]!.GetValue<string>().StartsWith("Chart.", StringComparison.Ordinal):
                return WithoutTeamsExtensions(element["fallback"]!);
            case JsonObject element:
                return new JsonObject(element
                    .Where(property => property.Key != "msteams")
                    .Select(
                        property =>
                            KeyValuePair.Create(property.Key, property.Value is null ? null : WithoutTeamsExtensions(property.Value))));
            case JsonArray list:
                return new JsonArray([.. list.Select(item => item is null ? null : WithoutTeamsExtensions(item))]);
            default:
                return node.DeepClone();
        }
    }
}
