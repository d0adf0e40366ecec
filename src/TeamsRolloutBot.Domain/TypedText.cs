using System.Text;

namespace TeamsRolloutBot.Domain;

/// <summary>
/// What people type and paste, before anything reads it: without characters that nobody sees, and folded to be compared. Phones, word processors and web pages
/// write typographic quotes, dashes and blanks where a keyboard has plain ones.
/// </summary>
public static class TypedText
{
    private const string OpeningQuotes = "\"'`“”„‟«»‹›‘’‚‛＂";

    /// <summary>
    /// The text to show and to store: without zero-width blanks, byte order marks, soft hyphens, directional overrides and control characters, and with plain
    /// blanks for non-breaking ones. Joiners and directional marks stay where they touch another script or an emoji, which they are part of. Line breaks and tabs
    /// stay as well.
    /// </summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        if (!text.Any(c => IsUnseen(c) || IsMark(c) || IsWideBlank(c)))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (IsUnseen(character) || (IsMark(character) && !IsForeign(text, index - 1) && !IsForeign(text, index + 1)))
            {
                continue;
            }

            clean.Append(IsWideBlank(character) ? ' ' : character);
        }

        return clean.ToString();
    }

    /// <summary>
    /// The text to compare: clean, on one line, with one plain blank for each run of blanks and plain quotes, apostrophes and dashes. Case stays.
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
            else if (!IsUnseen(character) && !IsMark(character))
            {
                folded.Append(Plain(character));
            }
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>True when both texts are the same for a person: compared folded and without case.</summary>
    public static bool Same(string? left, string? right) => string.Equals(Fold(left), Fold(right), StringComparison.OrdinalIgnoreCase);

    /// <summary>True when the part is in the text, compared folded and without case.</summary>
    public static bool Contains(string? text, string? part) => Fold(text).Contains(Fold(part), StringComparison.OrdinalIgnoreCase);

    /// <summary>The text without the quotes around it, plain or typographic; as it is where it has none on both ends.</summary>
    public static string Unquoted(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        return trimmed.Length > 1 && OpeningQuotes.Contains(trimmed[0], StringComparison.Ordinal) && OpeningQuotes.Contains(trimmed[^1], StringComparison.Ordinal)
            && Plain(trimmed[0]) == Plain(trimmed[^1])
                ? trimmed[1..^1].Trim()
                : trimmed;
    }

    /// <summary>The text without what makes it an entry of a list: a bullet, a dash or a number with a dot or a bracket, each followed by a blank.</summary>
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
        var isMark = end > 0 && end < trimmed.Length && (char.IsWhiteSpace(trimmed[end]) || "•·‣◦▪●".Contains(trimmed[0], StringComparison.Ordinal));
        return isMark ? trimmed[end..].TrimStart() : trimmed;
    }

    /// <summary>The plain character for a typographic quote, apostrophe or dash; every other one as it is.</summary>
    public static char Plain(char character) => character switch
    {
        '“' or '”' or '„' or '‟' or '«' or '»' or '″' or '＂' => '"',
        '‘' or '’' or '‚' or '‛' or '′' or '´' or '`' or 'ʼ' or 'ʹ' or '‹' or '›' or '＇' => '\'',
        >= '\u2010' and <= '\u2015' or '−' or '﹘' or '﹣' or '－' => '-',
        _ => character,
    };

    private static bool IsUnseen(char c) => c is '\u200b' or '\u00ad' or '\u180e' or '\ufeff' or '\ufffe' or (>= '\u2060' and <= '\u2064')
        or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u206f') or (< ' ' and not ('\t' or '\n' or '\r')) or (>= '\u007f' and <= '\u009f' and not '\u0085');

    // The joiners of Persian, Indic scripts and emoji, and the marks of right-to-left text.
    private static bool IsMark(char c) => c is '\u200c' or '\u200d' or '\u200e' or '\u200f' or '\u061c';

    private static bool IsForeign(string text, int index) => index >= 0 && index < text.Length && text[index] >= '\u0370' && !IsUnseen(text[index]) && !IsWideBlank(text[index])
        && (char.IsSurrogate(text[index]) || char.IsLetter(text[index]) || text[index] is '\ufe0f' or (>= '\u2600' and <= '\u27bf'));

    private static bool IsWideBlank(char c) => c is '\u00a0' or '\u1680' or (>= '\u2000' and <= '\u200a') or '\u202f' or '\u205f' or '\u3000' or '\u2800' or '\u3164';
}
