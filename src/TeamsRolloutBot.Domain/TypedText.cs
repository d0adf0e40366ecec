using System.Text;

namespace TeamsRolloutBot.Domain;

/// <summary>
/// What people type and paste, before anything reads it, and folded to be compared. Phones, word
/// processors and web pages write typographic quotes, dashes and blanks where a keyboard has plain
/// ones, and leave characters that nobody sees.
/// </summary>
public static class TypedText
{
    private const string OpeningQuotes = "\"'`“”„‟«»‹›‘’‚‛＂";

    /// <summary>
    /// The text to show and to store: without what is not seen at its ends
    /// (<see cref="SingleLine.Trim"/>), and with plain blanks for non-breaking ones. What is not
    /// seen within it stays, to be refused where it matters. Line breaks and tabs stay.
    /// </summary>
    public static string Clean(string? text)
    {
        var trimmed = SingleLine.Trim(text);
        return trimmed.Any(IsWideBlank) ? string.Concat(trimmed.Select(c => IsWideBlank(c) ? ' ' : c)) : trimmed;
    }

    /// <summary>
    /// The text to compare: clean, on one line, with one plain blank for each run of blanks and
    /// plain quotes, apostrophes and dashes. Case stays.
    /// </summary>
    public static string Fold(string? text)
    {
        var folded = new StringBuilder(text?.Length ?? 0);
        foreach (var character in text ?? string.Empty)
        {
            if (char.IsWhiteSpace(character) || IsWideBlank(character))
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                {
                    folded.Append(' ');
                }
            }
            else if (!SingleLine.IsUnseen(character))
            {
                folded.Append(Plain(character));
            }
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>
    /// True when both texts are the same for a person: compared folded and without case.
    /// </summary>
    public static bool Same(string? left, string? right) => string.Equals(Fold(left), Fold(right), StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// True for a letter and the same one with or without an accent, large or small: on a phone
    /// “gestión” is typed “gestion”.
    /// </summary>
    public static bool IsSameLetter(char left, char right) => Base(left) == Base(right);

    /// <summary>True when the part is in the text, compared folded and without case.</summary>
    public static bool Contains(string? text, string? part) => Fold(text).Contains(Fold(part), StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The text without the quotes around it, plain or typographic; as it is where it has none on
    /// both ends.
    /// </summary>
    public static string Unquoted(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        return trimmed.Length > 1
            && OpeningQuotes.Contains(trimmed[0], StringComparison.Ordinal)
            && OpeningQuotes.Contains(trimmed[^1], StringComparison.Ordinal)
            && Plain(trimmed[0]) == Plain(trimmed[^1])
                ? trimmed[1..^1].Trim()
                : trimmed;
    }

    /// <summary>
    /// The text without what makes it an entry of a list: a bullet, a dash or a number with a dot
    /// or a bracket, each followed by a blank.
    /// </summary>
    public static string WithoutListMark(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.TrimStart();
        var end = 0;
        if (trimmed.Length > 1 && "-*+•·‣◦▪●–—".Contains(trimmed[0], StringComparison.Ordinal))
        {
            end = 1;
        }
        else
        {
            while (end < trimmed.Length && end < 4 && char.IsAsciiDigit(trimmed[end]))
            {
                end++;
            }

            end = end > 0 && end < trimmed.Length && trimmed[end] is '.' or ')' ? end + 1 : 0;
        }

        // A bullet needs no blank behind it; a dash, a star and a number do.
        var isMark = end > 0
            && end < trimmed.Length
            && (char.IsWhiteSpace(trimmed[end]) || "•·‣◦▪●".Contains(trimmed[0], StringComparison.Ordinal));
        if (!isMark)
        {
            return trimmed;
        }

        // “- [ ] Tower”: the box of a list of tasks.
        var entry = trimmed[end..].TrimStart();
        return entry.Length > 4 && entry[0] == '[' && entry[1] is ' ' or 'x' or 'X' && entry[2] == ']' && entry[3] == ' '
            ? entry[4..].TrimStart()
            : entry;
    }

    /// <summary>
    /// The plain character for a typographic quote, apostrophe or dash; every other one as it is.
    /// </summary>
    public static char Plain(char character) => character switch
    {
        '“' or '”' or '„' or '‟' or '«' or '»' or '″' or '＂' => '"',
        '‘' or '’' or '‚' or '‛' or '′' or '´' or '`' or 'ʼ' or 'ʹ' or '‹' or '›' or '＇' => '\'',
        >= '\u2010' and <= '\u2015' or '−' or '﹘' or '﹣' or '－' => '-',
        _ => character,
    };

    // An unpaired surrogate can't be normalised.
    private static char Base(char character) => char.ToLowerInvariant(
        char.IsAscii(character) || char.IsSurrogate(character) ? character
        : Plain(character).ToString().Normalize(NormalizationForm.FormD)[0]);

    private static bool IsWideBlank(char c) =>
        c is '\u00a0' or '\u1680' or (>= '\u2000' and <= '\u200a') or '\u202f' or '\u205f' or '\u3000' or '\u2800' or '\u3164';
}
