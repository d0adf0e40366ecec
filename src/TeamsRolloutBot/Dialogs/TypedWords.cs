using System.Globalization;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Matches the words of <see cref="CommandTexts"/> in typed text, in every language, with or
/// without accents.
/// </summary>
internal static class TypedWords
{
    private const CompareOptions Alike = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;

    private static readonly CompareInfo Compare = CultureInfo.InvariantCulture.CompareInfo;

    /// <summary>A command's words in all languages, English first.</summary>
    public static IEnumerable<string> Of(string key) => Language.All.SelectMany(language => In(key, language)).Distinct();

    /// <summary>A command's words in one language.</summary>
    public static string[] In(string key, Language language) =>
        CommandTexts.ResourceManager.GetString(key, language.Culture)!.Split('|');

    /// <summary>Whether the text is one of the words.</summary>
    public static bool Is(string text, string key) => Of(key).Any(word => Compare.Compare(text, word, Alike) == 0);

    /// <summary>
    /// Splits a text at the last standalone occurrence of one of the words, longest word first:
    /// <c>HQ Denver to 2027-04-12</c>.
    /// </summary>
    /// <returns>The parts before and after it; null if it does not occur.</returns>
    public static (string Before, string After)? Divide(string text, string key)
    {
        var padded = $" {TypedText.Fold(text)}";
        foreach (var word in Of(key).Select(TypedText.Fold).OrderByDescending(word => word.Length))
        {
            var at = Compare.LastIndexOf(padded, $" {word} ", Alike);
            if (at >= 0)
            {
                return (padded[..at].Trim(), padded[(at + word.Length + 2)..].Trim());
            }
        }

        return null;
    }
}
