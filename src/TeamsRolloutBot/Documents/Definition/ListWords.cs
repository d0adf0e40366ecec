using System.Collections.Concurrent;
using System.Collections.Frozen;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Headings and values of lists (<see cref="ListTexts"/>): written in the reader's language, read
/// in every language. Each text holds the word to write, then other spellings to accept, separated
/// by bars.
/// </summary>
internal static class ListWords
{
    private static readonly ConcurrentDictionary<string, FrozenSet<string>> Known = new(StringComparer.Ordinal);

    /// <summary>The word to write in a list.</summary>
    /// <param name="key">The key of the text.</param>
    public static string Written(string key) => ListTexts.ResourceManager.GetString(key)!.Split('|')[0];

    /// <summary>
    /// Whether a text is one of the words in any language; compares only letters and digits.
    /// </summary>
    public static bool Is(string key, string text) => KeyOf(text) is { Length: > 0 } known && Words(key).Contains(known);

    /// <summary>A text's letters and digits, without accents and in lower case.</summary>
    public static string KeyOf(string text) =>
        string.Concat(
            PlainText.WithoutAccents(TypedText.Fold(text)).ToLowerInvariant().Replace("#", "number", StringComparison.Ordinal)
                .Where(char.IsLetterOrDigit));

    private static FrozenSet<string> Words(string key) => Known.GetOrAdd(
        key,
        name => Language.All.SelectMany(language => ListTexts.ResourceManager.GetString(name, language.Culture)!.Split('|'))
            .Select(KeyOf).ToFrozenSet(StringComparer.Ordinal));
}
