using System.Globalization;
using System.Text;

namespace TeamsRolloutBot.Domain;

/// <summary>
/// Text of one line, as names and titles are: without control characters and without what is not
/// seen or turns the writing around (Unicode's categories Cc, Cf, Zl and Zp, and letters that have
/// no shape). Two names that look the same would else be two names, and a name could change how
/// what stands behind it is read.
/// </summary>
public static class SingleLine
{
    // Letters and signs without a shape: the combining grapheme joiner, the fillers of Hangul, the
    // blank of braille.
    private const string Shapeless = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

    private const char FirstOfTag = '\udb40';
    private const char ZeroWidthNonJoiner = '\u200c';
    private const char ZeroWidthJoiner = '\u200d';

    // Greek, Cyrillic and all of Latin that names use are below; there a joiner has nothing to
    // join.
    private const char FirstWithJoiners = '\u0590';

    /// <summary>
    /// The text without blanks and what is not seen at its ends: copied along from somewhere, it
    /// means nothing there.
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
    /// A name that somebody else keeps (a directory, a roster), and that can't be refused: without
    /// what is not seen, line breaks and tabs as blanks.
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
    /// What is wrong with a text of one line, as the end of “The name …”; null where nothing is.
    /// </summary>
    public static string? Problem(string? text) =>
        UnseenIn(text) is { } index
            ? RuleTexts.HoldsACharacterThatCantBe.With(CodeAt(text!, index))
            : null;

    /// <summary>True for a character that is not seen by itself.</summary>
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

    // Joiners are part of the writing of Persian and of India's scripts, and of emoji of several
    // parts: they stay where they join something.
    private static bool IsRefused(string text, int index) =>
        IsTag(text, index)
        || (IsUnseen(text[index]) && !(text[index] is ZeroWidthJoiner or ZeroWidthNonJoiner && IsBetweenJoined(text, index)));

    private static bool IsBetweenJoined(string text, int index) =>
        index > 0 && index + 1 < text.Length && Joins(text[index - 1]) && Joins(text[index + 1]);

    // U+E0000 to U+E007F repeat ASCII without a shape. The flags that are made of them (of England,
    // say) are refused as well.
    private static bool IsTag(string text, int index) =>
        text[index] == FirstOfTag
            ? index + 1 < text.Length && text[index + 1] is >= '\udc00' and <= '\udc7f'
            : text[index] is >= '\udc00' and <= '\udc7f' && index > 0 && text[index - 1] == FirstOfTag;

    private static int CodeAt(string text, int index) =>
        index + 1 < text.Length && char.IsSurrogatePair(text, index) ? char.ConvertToUtf32(text, index) : text[index];

    private static bool Joins(char character) => character >= FirstWithJoiners && !IsUnseen(character);

    private static bool IsBlankOrUnseen(char character) => char.IsWhiteSpace(character) || IsUnseen(character);
}
