using System.Globalization;
using System.Text.Json;

namespace TeamsRolloutBot.Protocol.Serialization;

/// <summary>
/// Lenient access to JSON: an unexpected shape counts as missing and never throws.
/// </summary>
public static class JsonElements
{
    /// <summary>
    /// The property of an object; null if there is no such property or <paramref name="element"/>
    /// is not an object.
    /// </summary>
    public static JsonElement? Find(this JsonElement? element, string property) =>
        element is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(property, out var found) ? found : null;

    /// <summary>
    /// The text of a string, or of a number or boolean in JSON notation; otherwise null.
    /// </summary>
    public static string? AsText(this JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } value => value.GetRawText(),
        _ => null,
    };

    /// <summary>
    /// A boolean, or the text <c>true</c> or <c>false</c> (toggle inputs send text); otherwise
    /// null.
    /// </summary>
    public static bool? AsBoolean(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean()
        : bool.TryParse(element.AsText(), out var parsed) ? parsed
        : null;

    /// <summary>An integer, or its text (number inputs may send text); otherwise null.</summary>
    public static int? AsInt32(this JsonElement? element) =>
        int.TryParse(element.AsText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
}
