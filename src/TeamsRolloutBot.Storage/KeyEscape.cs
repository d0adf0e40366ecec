using System.Buffers;
using System.Globalization;
using System.Text;

namespace TeamsRolloutBot.Storage;

/// <summary>
/// Escapes keys of any characters to printable ASCII, preserving order: for all strings a and b,
/// <c>CompareOrdinal(a, b)</c> has the sign of <c>CompareOrdinal(Escape(a), Escape(b))</c>, and b
/// starts with a exactly if <c>Escape(b)</c> starts with <c>Escape(a)</c>.
/// </summary>
/// <remarks>
/// <para>
/// Azure Tables forbids <c>/ \ # ?</c>, U+0000–001F and U+007F–009F in keys
/// (https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model),
/// and <c>%</c> has
/// been a source of trouble in its addresses. UTF-8 stores order characters above U+FFFF
/// differently from UTF-16. With
/// nothing but ASCII on the wire and on disk, every ordinal or byte-wise comparer agrees.
/// </para>
/// <para>
/// To keep the order, an escaped character starts with its nearest smaller permitted neighbour,
/// which is then itself
/// always escaped: space carries U+0000–0020, <c>"</c> carries <c>" #</c>, <c>$</c> carries <c>$
/// %</c>, <c>.</c> carries
/// <c>. /</c>, <c>&gt;</c> carries <c>&gt; ?</c>, <c>[</c> carries <c>[ \</c>, each followed by two
/// hexadecimal digits of
/// the code; <c>~</c> carries everything from U+007E up, followed by four digits of the UTF-16 code
/// unit (so that even a
/// lone surrogate is kept). All other characters stand for themselves.
/// </para>
/// <para>
/// Bounds: 1 to 3 characters for one of ASCII, 5 for any other UTF-16 code unit (10 for a surrogate
/// pair). The limit of
/// <see cref="StorageLimits.MaxKeyLength"/> is on the escaped form.
/// </para>
/// </remarks>
internal static class KeyEscape
{
    /// <summary>Maximum escaped length of one character.</summary>
    public const int MostForOne = 5;

    private const char FirstOfFourDigits = '~';

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        string.Concat(Enumerable.Range('!', FirstOfFourDigits - '!').Select(c => (char)c).Where(c => !"\"#$%./>?[\\".Contains(c))));

    /// <summary>The escaped form; the same instance if nothing needed escaping.</summary>
    public static string Escape(string key)
    {
        var first = key.AsSpan().IndexOfAnyExcept(Plain);
        if (first < 0)
        {
            return key;
        }

        var escaped = new StringBuilder(2 * key.Length).Append(key, 0, first);
        foreach (var c in key.AsSpan(first))
        {
            if (Plain.Contains(c))
            {
                escaped.Append(c);
            }
            else if (c >= FirstOfFourDigits)
            {
                escaped.Append(CultureInfo.InvariantCulture, $"{FirstOfFourDigits}{(int)c:x4}");
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"{CarrierOf(c)}{(int)c:x2}");
            }
        }

        return escaped.ToString();
    }

    /// <summary>The original of an escaped key.</summary>
    /// <exception cref="FormatException">Not a form <see cref="Escape"/> produces.</exception>
    public static string Unescape(string escaped)
    {
        var first = escaped.AsSpan().IndexOfAnyExcept(Plain);
        if (first < 0)
        {
            return escaped;
        }

        var key = new StringBuilder(escaped.Length).Append(escaped, 0, first);
        for (var i = first; i < escaped.Length;)
        {
            var c = escaped[i++];
            if (Plain.Contains(c))
            {
                key.Append(c);
                continue;
            }

            var digits = c == FirstOfFourDigits ? 4 : 2;
            if (i + digits > escaped.Length
                || !ushort.TryParse(escaped.AsSpan(i, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                throw new FormatException($"The stored key has a broken escape at {i - 1}.");
            }

            key.Append((char)code);
            i += digits;
        }

        return key.ToString();
    }

    /// <summary>
    /// The smallest text greater than everything starting with an escaped prefix.
    /// </summary>
    /// <param name="escapedPrefix">Not empty. Its last character is a plain one or a digit, so it
    /// always has a successor.</param>
    public static string AfterPrefix(string escapedPrefix) =>
        string.Concat(escapedPrefix.AsSpan(0, escapedPrefix.Length - 1), [(char)(escapedPrefix[^1] + 1)]);

    private static char CarrierOf(char c) => c switch
    {
        <= ' ' => ' ',
        '"' or '#' => '"',
        '$' or '%' => '$',
        '.' or '/' => '.',
        '>' or '?' => '>',
        _ => '[',
    };
}
