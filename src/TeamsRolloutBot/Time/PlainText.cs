using System.Globalization;
using System.Text;

namespace TeamsRolloutBot.Time;

/// <summary>
/// Typed text for reading dates, times and zones: plain blanks, hyphens and digits, and no
/// characters that nobody sees.
/// </summary>
internal static class PlainText
{
    /// <returns>The text without invisible characters, its blanks folded to one and its ends
    /// trimmed.</returns>
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
    /// The text without accents; as it is where it has an unpaired surrogate, which can't be
    /// normalised.
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
