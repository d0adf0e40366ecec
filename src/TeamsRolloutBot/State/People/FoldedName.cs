using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TeamsRolloutBot.State;

/// <summary>
/// Names as they are looked for and put in order: without case, accents and punctuation, so that
/// “Zoë O'Neil-Łuk” is <c>zoe o neil luk</c>. Only Latin letters lose their accents; the product
/// runs without ICU, which would know the others.
/// </summary>
internal static class FoldedName
{
    /// <summary>
    /// Characters of a name that a key holds: five each when escaped, in a key of 512.
    /// </summary>
    public const int MostCharacters = 40;

    /// <summary>
    /// Stands after the folded name in a key. Below every letter and the blank: who has exactly a
    /// name comes before those whose name goes on.
    /// </summary>
    private const char End = '\t';

    // A letter, and the letters that are it with an accent or a stroke.
    private static readonly Dictionary<int, string> Plain = new[]
    {
        "aàáâãäåāăąǎạảấầẩẫậắằẳẵặ", "cçćĉċč", "dďđð", "eèéêëēĕėęěẹẻẽếềểễệ", "gĝğġģ", "hĥħ", "iìíîïĩīĭįıǐịỉ", "jĵ", "kķ", "lĺļľŀł", "nñńņňŉ",
        "oòóôõöøōŏőơǒọỏốồổỗộớờởỡợ", "rŕŗř", "sśŝşšș", "tţťŧț", "uùúûüũūŭůűųưǔụủứừửữự", "wŵ", "yýÿŷỳỵỷỹ", "zźżž",
    }.SelectMany(letters => letters.Skip(1).Select(letter => ((int)letter, letters[..1])))
        .Concat([('ß', "ss"), ('æ', "ae"), ('œ', "oe"), ('þ', "th")])
        .ToDictionary(pair => pair.Item1, pair => pair.Item2);

    /// <summary>The words of a name, folded, with a blank between them.</summary>
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

    /// <summary>
    /// What the part of a key begins with that stands for the names beginning with a folded text.
    /// </summary>
    public static string KeyPrefix(string folded) => folded.Length > MostCharacters ? folded[..MostCharacters] : folded;

    /// <summary>
    /// The part of a key that puts somebody in the order of their name: the folded name, then what
    /// tells people of one name apart.
    /// </summary>
    public static string Key(string folded, PersonId person) =>
        $"{KeyPrefix(folded)}{End}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(person.Value)).AsSpan(0, 8))}";
}
