using System.Buffers;
using System.Text;

namespace TeamsRolloutBot.Text;

/// <summary>Text that people typed, made safe to stand in a text block or a fact.</summary>
internal static class CardText
{
    // A word joiner: invisible, never breaks a line, and no part of any Markdown or mention syntax.
    private const char WordJoiner = '\u2060';

    // The narrowest space that Markdown takes for one.
    private const char HairSpace = '\u200A';

    // What Markdown does not take for a backtick.
    private const char LikeBacktick = '\u02CB';

    // Control characters, and the directional embeddings, overrides and isolates that turn around
    // what stands behind a name. Marks (U+200E, U+200F, U+061C) stay: they are part of ordinary
    // right-to-left text and have no effect on what follows.
    private static readonly SearchValues<char> Unseen = SearchValues.Create(string.Concat(
        Enumerable.Range(0, 0x20).Where(code => code is not ('\t' or '\n' or '\r')).Concat(Enumerable.Range(0x7F, 0x21))
            .Concat(Enumerable.Range(0x202A, 5)).Concat(Enumerable.Range(0x2066, 4)).Select(code => (char)code)));

    // Teams interprets in text blocks and facts: bold and italic (* _), lists (- + * and 1.), links
    // ([ ] ( )), and mentions (<at>name</at>). Headers, tables, images, code and quotes are not
    // supported, but some renderers try (# ` ~ > |).
    private static readonly SearchValues<char> Special = SearchValues.Create("\\*_[]<`~|{&-+#>.)\r");

    // What Unformatted looks at.
    private static readonly SearchValues<char> SpecialInChoices = SearchValues.Create("*_~`-+#>.)");

    // What Plain looks at.
    private static readonly SearchValues<char> SpecialInTitles = SearchValues.Create("\r\n\t]<&");

    /// <summary>
    /// Neutralises Markdown, links and mention markup, so that the text is shown as it was typed.
    /// Letters of every script, right-to-left marks and emoji stay as they are; line breaks stay
    /// line breaks.
    /// </summary>
    /// <remarks>
    /// The syntaxes are those of "Text features in Adaptive Cards" and of Teams' card formatting
    /// page. Only what would change the meaning is touched: a hyphen inside a word stays alone, one
    /// at the beginning of a line is no bullet any more.
    /// </remarks>
    public static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        // First what is not seen: taken out later, it would let "<", it and "at>" become one.
        var seen = WithoutUnseen(text);
        return seen.AsSpan().IndexOfAny(Special) < 0 ? seen : EscapeSpecial(seen);
    }

    /// <summary>
    /// The same for places that one client reads as Markdown and another as plain text (titles of
    /// choices and check boxes): nothing is added that could be seen, and neither a link nor a
    /// mention comes of it.
    /// </summary>
    public static string Plain(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        var seen = WithoutUnseen(text);
        if (seen.AsSpan().IndexOfAny(SpecialInTitles) < 0)
        {
            return seen;
        }

        var plain = new StringBuilder(seen.Length + 8);
        for (var index = 0; index < seen.Length; index++)
        {
            var character = seen[index];
            plain.Append(character is '\r' or '\n' or '\t' ? ' ' : character);
            if ((character == ']' && (Follows(seen, index, '(') || Follows(seen, index, '[') || Follows(seen, index, ':')))
                || (character == '<' && BeginsMarkup(seen, index))
                || (character == '&' && BeginsEntity(seen, index)))
            {
                plain.Append(WordJoiner);
            }
        }

        return plain.ToString();
    }

    /// <summary>
    /// The same for titles that most clients read as Markdown and some do not (ticked and round
    /// choices): bold, lists and the like are shown as they were typed, by signs as good as unseen.
    /// </summary>
    /// <param name="plain">What <see cref="Plain"/> returned.</param>
    public static string Unformatted(string plain)
    {
        if (plain.AsSpan().IndexOfAny(SpecialInChoices) < 0)
        {
            return plain;
        }

        var shown = new StringBuilder(plain.Length + 8);
        for (var index = 0; index < plain.Length; index++)
        {
            if (BeginsBlock(plain, index))
            {
                shown.Append(WordJoiner);
            }

            shown.Append(plain[index] is '`' ? LikeBacktick : plain[index]);
            if (BeginsEmphasis(plain, index))
            {
                shown.Append(HairSpace);
            }
        }

        return shown.ToString();
    }

    /// <summary>True for what makes a list, heading or quote at the beginning.</summary>
    private static bool BeginsBlock(string text, int index) =>
        (text[index] is '-' or '+' or '#' or '>' or '*' && text.AsSpan(0, index).IsWhiteSpace())
        || (text[index] is '.' or ')' && EndsOrderedListNumber(text, index));

    /// <summary>
    /// True where bold, italic or struck-out text could begin: it does not before a space, and an
    /// underscore does not inside a word.
    /// </summary>
    private static bool BeginsEmphasis(string text, int index) =>
        text[index] is '*' or '_' or '~'
        && index + 1 < text.Length && !char.IsWhiteSpace(text[index + 1]) && text[index + 1] != text[index]
        && (text[index] != '_' || index == 0 || !char.IsLetterOrDigit(text[index - 1]));

    private static string WithoutUnseen(string text) =>
        text.AsSpan().IndexOfAny(Unseen) < 0 ? text : string.Concat(text.Where(character => !Unseen.Contains(character)));

    private static string EscapeSpecial(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        var lineStart = true;
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            switch (character)
            {
                case '\r':
                    // Markdown wants \n; a lone \r is a line break of its own.
                    if (index + 1 >= text.Length || text[index + 1] != '\n')
                    {
                        escaped.Append('\n');
                    }

                    lineStart = true;
                    continue;
                case '\n':
                    escaped.Append('\n');
                    lineStart = true;
                    continue;
                case '\\' or '*' or '_' or '[' or ']' or '`' or '~' or '|':
                    escaped.Append('\\').Append(character);
                    break;
                case '<' when BeginsMarkup(text, index):
                    // "<at>" is looked for before Markdown is, so a backslash does not help: the
                    // bracket has to part from the word.
                    escaped.Append('<').Append(WordJoiner);
                    break;
                case '{' when Follows(text, index, '{'):
                    // {{DATE(…)}} and {{TIME(…)}} are replaced by some hosts.
                    escaped.Append('{').Append(WordJoiner);
                    break;
                case '&' when BeginsEntity(text, index):
                    // "&lt;at&gt;" is decoded before it is shown, and could be decoded once more.
                    escaped.Append('&').Append(WordJoiner);
                    break;
                case '-' or '+' or '#' or '>' when lineStart:
                    escaped.Append('\\').Append(character);
                    break;
                case '.' or ')' when EndsOrderedListNumber(text, index):
                    escaped.Append('\\').Append(character);
                    break;
                default:
                    escaped.Append(character);
                    break;
            }

            lineStart = lineStart && character is ' ' or '\t';
        }

        return escaped.ToString();
    }

    private static bool Follows(string text, int index, char expected) => index + 1 < text.Length && text[index + 1] == expected;

    /// <summary>
    /// True for the bracket of <c>&lt;at&gt;</c>, <c>&lt;/at&gt;</c> and of HTML; not for that of
    /// <c>a &lt; b</c>.
    /// </summary>
    private static bool BeginsMarkup(string text, int index) =>
        index + 1 < text.Length && (char.IsAsciiLetter(text[index + 1]) || text[index + 1] is '/' or '!' or '?');

    /// <summary>
    /// True for the ampersand of <c>&amp;lt;</c> and <c>&amp;#60;</c>; not for that of
    /// <c>R&amp;D</c>.
    /// </summary>
    private static bool BeginsEntity(string text, int index)
    {
        var position = index + 1;
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] == '#'))
        {
            position++;
        }

        return position > index + 1 && position < text.Length && text[position] == ';';
    }

    /// <summary>True for the dot of <c>1. </c> at the beginning of a line.</summary>
    private static bool EndsOrderedListNumber(string text, int index)
    {
        var position = index - 1;
        while (position >= 0 && char.IsAsciiDigit(text[position]))
        {
            position--;
        }

        if (position == index - 1)
        {
            return false;
        }

        while (position >= 0 && text[position] is ' ' or '\t')
        {
            position--;
        }

        return position < 0 || text[position] is '\n' or '\r';
    }
}
