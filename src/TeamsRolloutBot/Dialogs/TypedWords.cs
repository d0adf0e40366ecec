using System.Globalization;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Words within what is typed, in every language, with or without accents: the texts of
/// <see cref="CommandTexts"/>.
/// </summary>
internal static class TypedWords
{
    private const CompareOptions Alike = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;

    private static readonly CompareInfo Compare = CultureInfo.InvariantCulture.CompareInfo;

    /// <summary>What a command or an answer is called, English first.</summary>
    public static IEnumerable<string> Of(string key) => Language.All.SelectMany(language => In(key, language)).Distinct();

    /// <summary>The same in one language.</summary>
    public static string[] In(string key, Language language) =>
        CommandTexts.ResourceManager.GetString(key, language.Culture)!.Split('|');

    /// <summary>True when the text is one of the words.</summary>
    public static bool Is(string text, string key) => Of(key).Any(word => Compare.Compare(text, word, Alike) == 0);

    /// <summary>
    /// Divides a text at the last of the words that stands by itself, the longest first:
    /// <c>HQ Denver to 2027-04-12</c>.
    /// </summary>
    /// <returns>What stands before and after it; null where it is not in the text.</returns>
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
