using System.Text.Json;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// A step's input as text, by field. Redisplayed as typed if something is wrong with it.
/// </summary>
internal sealed class StepInput
{
    private readonly Dictionary<string, string> _fields;

    private StepInput(Dictionary<string, string> fields) => _fields = fields;

    public static StepInput FromFields(params IEnumerable<KeyValuePair<string, string>> fields) => new(new(fields, StringComparer.Ordinal));

    /// <summary>Reads a pressed card's inputs; numbers and booleans become text.</summary>
    public static StepInput FromData(JsonElement data)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (data.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in data.EnumerateObject())
            {
                var text = property.Value.ValueKind switch
                {
                    JsonValueKind.String => property.Value.GetString(),
                    JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => property.Value.GetRawText(),
                    _ => null,
                };
                if (text is not null)
                {
                    fields[property.Name] = text;
                }
            }
        }

        return new(fields);
    }

    public IReadOnlyDictionary<string, string> Fields => _fields;

    public bool Has(string field) => _fields.ContainsKey(field);

    /// <summary>
    /// A field's text, trimmed of whitespace and invisible characters; empty if it is missing.
    /// </summary>
    public string Text(string field) => SingleLine.Trim(_fields.GetValueOrDefault(field));

    /// <summary>
    /// A field's text untrimmed: leading and trailing blanks and tabs may belong to a table.
    /// </summary>
    public string Raw(string field) => _fields.GetValueOrDefault(field) ?? string.Empty;

    /// <summary>Whether a field came back as shown. Clients omit empty fields.</summary>
    public bool IsUntouched(string field, string shown) => Plain(Raw(field)) == Plain(shown);

    public bool IsTrue(string field) => string.Equals(Text(field), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The values of a multi-select, which the client joins with commas.</summary>
    public IReadOnlyList<string> Values(string field) =>
        Text(field).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The input of a step's card, with the fields that were emptied.</summary>
    /// <param name="data">The pressed button's data.</param>
    /// <param name="step">The step.</param>
    /// <param name="handedOut">Fields shown empty, which say nothing if they come back so.</param>
    public static StepInput Of(JsonElement data, IDefinitionStep step, IReadOnlyList<HandedOut> handedOut)
    {
        var input = FromData(data);
        return FromFields(
            [.. input.Fields, .. step.Emptied(input).Where(field => !input.Has(field) && handedOut.All(entry => entry.Field != field))
                .Select(field => KeyValuePair.Create(field, string.Empty))]);
    }

    public StepInput With(string field, string value) =>
        new(new Dictionary<string, string>(_fields, StringComparer.Ordinal) { [field] = value });

    private static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();
}
