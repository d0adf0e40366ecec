using System.Text;

namespace TeamsRolloutBot.Domain;

/// <summary>
/// Cleans typed and pasted text before anything parses it, and folds it for comparison. Phones,
/// word processors and web pages use typographic quotes, dashes and blanks for plain ones and leave
/// invisible characters.
/// </summary>
public static class TypedText
{
    private const string OpeningQuotes = "\"'`“”„‟«»‹›‘’‚‛＂";

    /// <summary>
    /// The text to show and store: trimmed of invisible characters (<see cref="SingleLine.Trim"/>),
    /// with plain blanks for non-breaking ones. Invisible characters inside the text stay, to be
    /// refused where it matters, as do line breaks and tabs.
    /// </summary>
    public static string Clean(string? text)
    {
        var trimmed = SingleLine.Trim(text);
        return trimmed.Any(IsWideBlank) ? string.Concat(trimmed.Select(c => IsWideBlank(c) ? ' ' : c)) : trimmed;
    }

    /// <summary>
    /// The text to compare: clean, on one line, with runs of blanks collapsed and plain quotes,
    /// apostrophes and dashes. Case is kept.
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

    /// <summary>True if a person would consider both texts equal: folded, ignoring case.</summary>
    public static bool Same(string? left, string? right) => string.Equals(Fold(left), Fold(right), StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// True if the letters are equal ignoring accents and case: phone users type “gestion” for
    /// “gestión”.
    /// </summary>
    public static bool IsSameLetter(char left, char right) => Base(left) == Base(right);

    /// <summary>True if the text contains the part: folded, ignoring case.</summary>
    public static bool Contains(string? text, string? part) => Fold(text).Contains(Fold(part), StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Strips surrounding quotes, plain or typographic; unchanged unless quoted on both ends.
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
    /// Strips a list marker: a bullet, a dash, or a number with a dot or bracket, each followed by
    /// a blank.
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

        // A bullet needs no blank after it; a dash, a star and a number do.
        var isMark = end > 0
            && end < trimmed.Length
            && (char.IsWhiteSpace(trimmed[end]) || "•·‣◦▪●".Contains(trimmed[0], StringComparison.Ordinal));
        if (!isMark)
        {
            return trimmed;
        }

        // “- [ ] Tower”: a task list's checkbox.
        var entry = trimmed[end..].TrimStart();
        return entry.Length > 4 && entry[0] == '[' && entry[1] is ' ' or 'x' or 'X' && entry[2] == ']' && entry[3] == ' '
            ? entry[4..].TrimStart()
            : entry;
    }

    /// <summary>
    /// The plain equivalent of a typographic quote, apostrophe or dash; other characters are
    /// unchanged.
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
