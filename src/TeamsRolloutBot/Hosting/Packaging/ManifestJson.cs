using System.Text.Json;

namespace TeamsRolloutBot.Hosting.Packaging;

/// <summary>A manifest, read by paths such as <c>bots[0].commandLists[1].scopes</c>.</summary>
internal readonly record struct ManifestJson(JsonElement Root)
{
    /// <summary>The text of a JSON string; null for any other value.</summary>
    public static string? TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The value is an array of nothing but these texts.</summary>
    public static bool IsListOf(JsonElement list, string[] values) =>
        list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => values.Contains(TextOf(item)));

    /// <summary>The text at a path; null if there is none.</summary>
    public string? Read(string path) => At(path) is { } value ? TextOf(value) : null;

    /// <summary>
    /// The value at a path, or the manifest itself if it is empty; null if there is none.
    /// </summary>
    public JsonElement? At(string path)
    {
        var value = Root;
        foreach (var step in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = step.Split('[')[0];
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return null;
            }

            if (name.Length < step.Length)
            {
                var index = int.Parse(step[(name.Length + 1)..^1]);
                if (value.ValueKind != JsonValueKind.Array || index >= value.GetArrayLength())
                {
                    return null;
                }

                value = value[index];
            }
        }

        return value;
    }
}
