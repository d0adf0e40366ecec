using System.Buffers;
using System.Text;

namespace TeamsRolloutBot.Text;

/// <summary>Makes typed text safe for a text block or a fact.</summary>
internal static class CardText
{
    // A word joiner: invisible, non-breaking, and not part of any Markdown or mention syntax.
    private const char WordJoiner = '\u2060';

    // The narrowest character that Markdown treats as a space.
    private const char HairSpace = '\u200A';

    // Looks like a backtick but is not one to Markdown.
    private const char LikeBacktick = '\u02CB';

    // Control characters, and the directional embeddings, overrides and isolates that would reorder
    // the text after a name. Marks (U+200E, U+200F, U+061C) are kept: they belong to ordinary
    // right-to-left text and do not affect what follows.
    private static readonly SearchValues<char> Unseen = SearchValues.Create(string.Concat(
        Enumerable.Range(0, 0x20).Where(code => code is not ('\t' or '\n' or '\r')).Concat(Enumerable.Range(0x7F, 0x21))
            .Concat(Enumerable.Range(0x202A, 5)).Concat(Enumerable.Range(0x2066, 4)).Select(code => (char)code)));

    // In text blocks and facts Teams interprets bold and italic (* _), lists (- + * and 1.), links
    // ([ ] ( )) and mentions (<at>name</at>). Headers, tables, images, code and quotes are
    // unsupported, but some renderers try (# ` ~ > |).
    private static readonly SearchValues<char> Special = SearchValues.Create("\\*_[]<`~|{&-+#>.)\r");

    // The characters Unformatted handles.
    private static readonly SearchValues<char> SpecialInChoices = SearchValues.Create("*_~`-+#>.)");

    // The characters Plain handles.
    private static readonly SearchValues<char> SpecialInTitles = SearchValues.Create("\r\n\t]<&");

    /// <summary>
    /// Neutralises Markdown, links and mention markup, so that text appears as typed. Letters of
    /// every script, right-to-left marks, emoji and line breaks are kept.
    /// </summary>
    /// <remarks>Covers the syntax of "Text features in Adaptive Cards" and of Teams' card
    /// formatting page. Only what would change the meaning is escaped: a hyphen at the start of a
    /// line, but not one inside a word.</remarks>
    public static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        // Remove invisible characters first; removed later, they could let "<" and "at>" join up.
        var seen = WithoutUnseen(text);
        return seen.AsSpan().IndexOfAny(Special) < 0 ? seen : EscapeSpecial(seen);
    }

    /// <summary>
    /// For places that some clients read as Markdown and others as plain text (titles of choices
    /// and check boxes): adds nothing visible, and prevents links and mentions.
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
    /// For titles that most but not all clients read as Markdown (expanded choices and check
    /// boxes): bold, lists and the like appear as typed, using practically invisible characters.
    /// </summary>
    /// <param name="plain">The result of <see cref="Plain"/>.</param>
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

    /// <summary>Whether the character starts a list, heading or quote.</summary>
    private static bool BeginsBlock(string text, int index) =>
        (text[index] is '-' or '+' or '#' or '>' or '*' && text.AsSpan(0, index).IsWhiteSpace())
        || (text[index] is '.' or ')' && EndsOrderedListNumber(text, index));

    /// <summary>
    /// Whether emphasis could start here. It cannot before a space, nor at an underscore inside a
    /// word.
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
                    // Markdown needs \n; a lone \r is a line break too.
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
                    // "<at>" is parsed before Markdown, so a backslash does not help; separate the
                    // bracket from the word.
                    escaped.Append('<').Append(WordJoiner);
                    break;
                case '{' when Follows(text, index, '{'):
                    // Some hosts replace {{DATE(…)}} and {{TIME(…)}}.
                    escaped.Append('{').Append(WordJoiner);
                    break;
                case '&' when BeginsEntity(text, index):
                    // "&lt;at&gt;" is decoded before display, and possibly twice.
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
    /// True for the bracket in <c>&lt;at&gt;</c>, <c>&lt;/at&gt;</c> and HTML, but not in <c>a &lt;
    /// b</c>.
    /// </summary>
    private static bool BeginsMarkup(string text, int index) =>
        index + 1 < text.Length && (char.IsAsciiLetter(text[index + 1]) || text[index + 1] is '/' or '!' or '?');

    /// <summary>
    /// True for the ampersand in <c>&amp;lt;</c> and <c>&amp;#60;</c>, but not in <c>R&amp;D</c>.
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

    /// <summary>True for the dot in <c>1. </c> at the start of a line.</summary>
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
