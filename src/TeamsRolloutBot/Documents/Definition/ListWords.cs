using System.Collections.Concurrent;
using System.Collections.Frozen;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Headings and values of lists (<see cref="ListTexts"/>): written in the language of whoever reads
/// them, read in every language. A text holds what is written, and behind a bar each what is read
/// as well.
/// </summary>
internal static class ListWords
{
    private static readonly ConcurrentDictionary<string, FrozenSet<string>> Known = new(StringComparer.Ordinal);

    /// <summary>As it is written in a list.</summary>
    /// <param name="key">The name of the text.</param>
    public static string Written(string key) => ListTexts.ResourceManager.GetString(key)!.Split('|')[0];

    /// <summary>
    /// True for any of the words, in any language; letters and digits count alone.
    /// </summary>
    public static bool Is(string key, string text) => KeyOf(text) is { Length: > 0 } known && Words(key).Contains(known);

    /// <summary>The letters and digits of a text, without accents and case.</summary>
    public static string KeyOf(string text) =>
        string.Concat(
            PlainText.WithoutAccents(TypedText.Fold(text)).ToLowerInvariant().Replace("#", "number", StringComparison.Ordinal)
                .Where(char.IsLetterOrDigit));

    private static FrozenSet<string> Words(string key) => Known.GetOrAdd(
        key,
        name => Language.All.SelectMany(language => ListTexts.ResourceManager.GetString(name, language.Culture)!.Split('|'))
            .Select(KeyOf).ToFrozenSet(StringComparer.Ordinal));
}
