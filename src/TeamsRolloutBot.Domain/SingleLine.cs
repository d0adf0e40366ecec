using System.Globalization;
using System.Text;

namespace TeamsRolloutBot.Domain;

/// <summary>
/// Single-line text such as names and titles: no control characters, and no invisible or
/// direction-changing ones (Unicode categories Cc, Cf, Zl and Zp, and letters without a glyph).
/// Otherwise two names that look alike could differ, and a name could change how the text after it
/// is displayed.
/// </summary>
public static class SingleLine
{
    // Characters without a glyph: the combining grapheme joiner, Hangul fillers and the Braille
    // blank.
    private const string Shapeless = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

    private const char FirstOfTag = '\udb40';
    private const char ZeroWidthNonJoiner = '\u200c';
    private const char ZeroWidthJoiner = '\u200d';

    // Greek, Cyrillic and the Latin letters used in names are all below; joiners mean nothing
    // there.
    private const char FirstWithJoiners = '\u0590';

    /// <summary>
    /// Trims blanks and invisible characters, which are copied along and mean nothing there.
    /// </summary>
    public static string Trim(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        var (start, end) = (0, text.Length);
        while (start < end && IsBlankOrUnseen(text[start]))
        {
            start++;
        }

        while (end > start && IsBlankOrUnseen(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary>
    /// Cleans a name owned by an outside source (directory, roster), which can't be refused: drops
    /// invisible characters, and turns line breaks and tabs into blanks.
    /// </summary>
    public static string Clean(string? text)
    {
        var trimmed = Trim(text);
        if (UnseenIn(trimmed) is null)
        {
            return trimmed;
        }

        var clean = new StringBuilder(trimmed.Length);
        for (var index = 0; index < trimmed.Length; index++)
        {
            if (!IsRefused(trimmed, index))
            {
                clean.Append(trimmed[index]);
            }
            else if (char.IsWhiteSpace(trimmed[index]))
            {
                clean.Append(' ');
            }
        }

        return clean.ToString();
    }

    /// <summary>
    /// What is wrong with a single-line text, as the end of “The name …”; null if nothing is.
    /// </summary>
    public static string? Problem(string? text) =>
        UnseenIn(text) is { } index
            ? RuleTexts.HoldsACharacterThatCantBe.With(CodeAt(text!, index))
            : null;

    /// <summary>True for a character that is invisible on its own.</summary>
    internal static bool IsUnseen(char character) =>
        char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || Shapeless.Contains(character, StringComparison.Ordinal);

    private static int? UnseenIn(string? text)
    {
        for (var index = 0; index < text?.Length; index++)
        {
            if (IsRefused(text, index))
            {
                return index;
            }
        }

        return null;
    }

    // Joiners are part of Persian, Indic scripts and multi-part emoji; they are kept where they
    // join something.
    private static bool IsRefused(string text, int index) =>
        IsTag(text, index)
        || (IsUnseen(text[index]) && !(text[index] is ZeroWidthJoiner or ZeroWidthNonJoiner && IsBetweenJoined(text, index)));

    private static bool IsBetweenJoined(string text, int index) =>
        index > 0 && index + 1 < text.Length && Joins(text[index - 1]) && Joins(text[index + 1]);

    // U+E0000 to U+E007F mirror ASCII without a glyph. Flags built from them (such as England's)
    // are refused too.
    private static bool IsTag(string text, int index) =>
        text[index] == FirstOfTag
            ? index + 1 < text.Length && text[index + 1] is >= '\udc00' and <= '\udc7f'
            : text[index] is >= '\udc00' and <= '\udc7f' && index > 0 && text[index - 1] == FirstOfTag;

    private static int CodeAt(string text, int index) =>
        index + 1 < text.Length && char.IsSurrogatePair(text, index) ? char.ConvertToUtf32(text, index) : text[index];

    private static bool Joins(char character) => character >= FirstWithJoiners && !IsUnseen(character);

    private static bool IsBlankOrUnseen(char character) => char.IsWhiteSpace(character) || IsUnseen(character);
}
