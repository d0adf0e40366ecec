using System.Globalization;
using System.Text;

namespace TeamsRolloutBot.Time;

/// <summary>
/// Normalises typed text for reading dates, times and zones: plain spaces, hyphens and digits, no
/// invisible characters.
/// </summary>
internal static class PlainText
{
    /// <returns>The text without invisible characters, with single spaces and trimmed.</returns>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var folded = Fold(character);
            if (folded != '\0' && !(folded == ' ' && (plain.Length == 0 || plain[^1] == ' ')))
            {
                plain.Append(folded);
            }
        }

        return plain.ToString().TrimEnd();
    }

    /// <summary>
    /// The text without accents; unchanged if it contains surrogates, because unpaired ones cannot
    /// be normalised.
    /// </summary>
    public static string WithoutAccents(string text) => Ascii.IsValid(text) || text.Any(char.IsSurrogate) ? text
        : string.Concat(text.Normalize(NormalizationForm.FormD)
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark));

    private static char Fold(char character) => character switch
    {
        '’' or '‘' or '`' => '\'',
        '\u2212' => '-',
        '“' or '”' => '"',
        _ => CharUnicodeInfo.GetUnicodeCategory(character) switch
        {
            UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => ' ',
            UnicodeCategory.DashPunctuation => '-',
            UnicodeCategory.DecimalDigitNumber => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(character)),
            UnicodeCategory.Format => '\0',
            UnicodeCategory.Control => character is '\t' or '\r' or '\n' ? ' ' : '\0',
            _ => character,
        },
    };
}
