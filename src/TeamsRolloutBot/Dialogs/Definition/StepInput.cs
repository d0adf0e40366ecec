using System.Text.Json;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// What was typed or chosen in a step, by field, as text. It is shown again as it was typed when
/// something is wrong with it.
/// </summary>
internal sealed class StepInput
{
    private readonly Dictionary<string, string> _fields;

    private StepInput(Dictionary<string, string> fields) => _fields = fields;

    public static StepInput FromFields(params IEnumerable<KeyValuePair<string, string>> fields) => new(new(fields, StringComparer.Ordinal));

    /// <summary>
    /// The inputs of a pressed card: strings, numbers and booleans as their text.
    /// </summary>
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
    /// The text of a field without blanks and what is not seen around it; empty when it was left
    /// out.
    /// </summary>
    public string Text(string field) => SingleLine.Trim(_fields.GetValueOrDefault(field));

    /// <summary>
    /// The text of a field as it came: blanks and tabs at its ends belong to a table.
    /// </summary>
    public string Raw(string field) => _fields.GetValueOrDefault(field) ?? string.Empty;

    /// <summary>
    /// True when a field came back as it was shown. A client leaves out a field that is empty.
    /// </summary>
    public bool IsUntouched(string field, string shown) => Plain(Raw(field)) == Plain(shown);

    public bool IsTrue(string field) => string.Equals(Text(field), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The values of a multi-select: the client joins them with commas.</summary>
    public IReadOnlyList<string> Values(string field) =>
        Text(field).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public StepInput With(string field, string value) =>
        new(new Dictionary<string, string>(_fields, StringComparer.Ordinal) { [field] = value });

    private static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();
}
