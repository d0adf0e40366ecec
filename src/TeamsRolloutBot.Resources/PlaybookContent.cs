using System.Collections;
using System.Collections.Frozen;
using System.Globalization;

namespace TeamsRolloutBot.Resources;

/// <summary>
/// What a reader sees of a playbook's texts: those that come with the bot in the language that is
/// being written, those that a manager wrote as they wrote them.
/// </summary>
public static class PlaybookContent
{
    private static readonly FrozenDictionary<string, string> Keys = PlaybookTexts.ResourceManager
        .GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
        .ToFrozenDictionary(entry => (string)entry.Value!, entry => (string)entry.Key);

    private static readonly FrozenDictionary<string, string> English = Language.All
        .SelectMany(language => Keys.Select(text => (
            Said: PlaybookTexts.ResourceManager.GetString(text.Value, language.Culture)!.Trim(), English: text.Key)))
        .DistinctBy(text => text.Said, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(text => text.Said, text => text.English, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The English of a text that comes with the bot, by what it is in any language; the text
    /// itself where it is none.
    /// </summary>
    public static string EnglishOf(string text) => English.GetValueOrDefault(text.Trim(), text);

    /// <summary>True for a text that comes with the bot.</summary>
    public static bool IsKnown(string text) => Keys.ContainsKey(text);

    /// <summary>The text in the language that is being written.</summary>
    public static string Of(string text) =>
        Keys.TryGetValue(text, out var key) ? PlaybookTexts.ResourceManager.GetString(key, Language.Current.Culture)! : text;

    /// <summary>
    /// The title of a task, which may say what kind it is: <c>Webinar: Fees of payments</c>.
    /// </summary>
    public static string TaskTitle(string title) => title.IndexOf(": ", StringComparison.Ordinal) switch
    {
        > 0 and var colon when KindOf(title[..colon]) is { } kind => kind.With(Of(title[(colon + 2)..])),
        _ => Of(title),
    };

    private static string? KindOf(string word) => word switch
    {
        "Certification" => CommonTexts.TaskCertification,
        "Webinar" => CommonTexts.TaskWebinar,
        "Covered" => CommonTexts.TaskCovered,
        _ => null,
    };
}
