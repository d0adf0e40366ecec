using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TeamsRolloutBot.State;

/// <summary>
/// Names as searched and sorted: without case, accents and punctuation, so that “Zoë O'Neil-Łuk” is
/// <c>zoe o neil luk</c>. Only Latin letters lose their accents, as the product runs without ICU,
/// which would know the others.
/// </summary>
internal static class FoldedName
{
    /// <summary>
    /// Maximum characters of a name in a key: up to five each when escaped, in a key of 512.
    /// </summary>
    public const int MostCharacters = 40;

    /// <summary>
    /// Terminates the folded name in a key. Sorts below every letter and the blank, so that exact
    /// matches precede longer names.
    /// </summary>
    private const char End = '\t';

    // A letter and its variants with an accent or a stroke.
    private static readonly Dictionary<int, string> Plain = new[]
    {
        "aàáâãäåāăąǎạảấầẩẫậắằẳẵặ", "cçćĉċč", "dďđð", "eèéêëēĕėęěẹẻẽếềểễệ", "gĝğġģ", "hĥħ", "iìíîïĩīĭįıǐịỉ", "jĵ", "kķ", "lĺļľŀł", "nñńņňŉ",
        "oòóôõöøōŏőơǒọỏốồổỗộớờởỡợ", "rŕŗř", "sśŝşšș", "tţťŧț", "uùúûüũūŭůűųưǔụủứừửữự", "wŵ", "yýÿŷỳỵỷỹ", "zźżž",
    }.SelectMany(letters => letters.Skip(1).Select(letter => ((int)letter, letters[..1])))
        .Concat([('ß', "ss"), ('æ', "ae"), ('œ', "oe"), ('þ', "th")])
        .ToDictionary(pair => pair.Item1, pair => pair.Item2);

    /// <summary>The folded words of a name, separated by blanks.</summary>
    public static string Of(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            var lower = Rune.ToLowerInvariant(rune);
            if (Plain.TryGetValue(lower.Value, out var plain))
            {
                folded.Append(plain);
            }
            else if (Rune.IsLetterOrDigit(lower))
            {
                folded.Append(lower.ToString());
            }
            else if (folded.Length > 0
                && folded[^1] != ' '
                && Rune.GetUnicodeCategory(lower) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
            {
                folded.Append(' ');
            }
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>The key prefix of names beginning with a folded text.</summary>
    public static string KeyPrefix(string folded) => folded.Length > MostCharacters ? folded[..MostCharacters] : folded;

    /// <summary>
    /// The key part that sorts people by name: the folded name, then a hash that distinguishes
    /// people of the same name.
    /// </summary>
    public static string Key(string folded, PersonId person) =>
        $"{KeyPrefix(folded)}{End}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(person.Value)).AsSpan(0, 8))}";
}
