using System.Text.Json;
using TeamsRolloutBot.Domain;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// What was typed or chosen in a step, by field, as text. It is shown again as it was typed when something is wrong with
/// it.
/// </summary>
internal sealed class StepInput
{
    private readonly Dictionary<string, string> _fields;

    private StepInput(Dictionary<string, string> fields) => _fields = fields;

    public static StepInput FromFields(params IEnumerable<KeyValuePair<string, string>> fields) => new(new(fields, StringComparer.Ordinal));

    /// <summary>The inputs of a pressed card: strings, numbers and booleans as their text.</summary>
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

    /// <summary>The text of a field without blanks and what is not seen around it; empty when it was left out.</summary>
    public string Text(string field) => SingleLine.Trim(_fields.GetValueOrDefault(field));

    public bool IsTrue(string field) => string.Equals(Text(field), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The values of a multi-select: the client joins them with commas.</summary>
    public IReadOnlyList<string> Values(string field) => Text(field).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The lines of a field that are not empty, with their numbers from 1.</summary>
    public IReadOnlyList<(int Line, string Text)> Lines(string field) =>
        [.. Text(field).ReplaceLineEndings("\n").Split('\n').Select((text, index) => (index + 1, SingleLine.Trim(text))).Where(line => line.Item2.Length > 0)];

    public StepInput With(string field, string value) => new(new Dictionary<string, string>(_fields, StringComparer.Ordinal) { [field] = value });
}
