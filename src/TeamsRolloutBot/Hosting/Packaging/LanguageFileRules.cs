using System.Text.Json;
using System.Text.RegularExpressions;

namespace TeamsRolloutBot.Hosting.Packaging;

/// <summary>
/// The rules for a package's language file, by the localization schema of the manifest's version:
/// an object whose properties are paths of the manifest's texts.
/// </summary>
internal static partial class LanguageFileRules
{
    /// <summary>A language file's errors, one sentence each.</summary>
    /// <param name="manifest">The manifest whose texts it translates.</param>
    /// <param name="name">The file's name in the package; null if the manifest gives none.</param>
    /// <param name="files">The package.</param>
    public static IReadOnlyList<string> Problems(ManifestJson manifest, string? name, IReadOnlyDictionary<string, byte[]> files)
    {
        if (name is null || !files.TryGetValue(name, out var bytes))
        {
            return [$"The language file “{name}” is not in the package."];
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            return
            [
                .. document.RootElement.EnumerateObject().Where(text => text.Name != "$schema")
                    .SelectMany(text => Problems(manifest, name, text)),
            ];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return [$"{name} is not a JSON object."];
        }
    }

    private static IEnumerable<string> Problems(ManifestJson manifest, string file, JsonProperty text)
    {
        if (!Translatable().IsMatch(text.Name) || manifest.Read(text.Name) is null)
        {
            yield return $"{file}: the manifest has no text {text.Name}.";
        }

        var most = text.Name switch
        {
            "name.short" => 30,
            "name.full" => 100,
            "description.short" => 80,
            _ when text.Name.EndsWith(".title", StringComparison.Ordinal) => 128,
            _ => 4000,
        };
        if (ManifestJson.TextOf(text.Value) is not { Length: > 0 } value || value.Length > most)
        {
            yield return $"{file}: {text.Name} must be a text of 1 to {most} characters.";
        }
    }

    [GeneratedRegex(
        @"^(name\.(short|full)|description\.(short|full)|bots\[0\]\.commandLists\[(\d+)\]\.commands\[(\d+)\]\.(title|description))$")]
    private static partial Regex Translatable();
}
