using System.Text;

namespace TeamsRolloutBot.Text;

/// <summary>A row of delimited text.</summary>
/// <param name="Line">The line it starts on, from 1.</param>
/// <param name="Raw">The original text without its line break.</param>
/// <param name="Fields">The fields, trimmed and unquoted.</param>
/// <param name="HasStrayQuote">A field starts with an unclosed quotation mark, which is treated as
/// text.</param>
internal sealed record DelimitedRow(int Line, string Raw, IReadOnlyList<string> Fields, bool HasStrayQuote);

/// <summary>
/// Splits pasted tables into rows and fields per RFC 4180, except that an unclosed quotation mark
/// affects only its own line. Standard parsers would read on to the end of the text.
/// </summary>
internal static class DelimitedText
{
    /// <summary>The possible delimiters, in order of preference.</summary>
    public static IReadOnlyList<char> Delimiters { get; } = ['\t', ';', ',', '|'];

    // Enough for a postal address or a note; beyond that, the quotation mark was probably left
    // open.
    private const int MostLinesOfField = 10;

    // Text in a list may have paragraphs.
    private const int MostLinesOfText = 200;

    /// <summary>Reads a table of people.</summary>
    /// <param name="text">The table, with <c>\n</c> as line breaks.</param>
    /// <param name="delimiter">The delimiter.</param>
    /// <returns>The rows that are not blank.</returns>
    public static IEnumerable<DelimitedRow> Read(string text, char delimiter) => Read(text, [delimiter], hasAddresses: true);

    /// <summary>Reads a table.</summary>
    /// <param name="text">The table, with <c>\n</c> as line breaks.</param>
    /// <param name="delimiters">The possible delimiters.</param>
    /// <param name="hasAddresses">Each row has an address, which reveals rows swallowed by a stray
    /// quotation mark. Otherwise a quoted field may span many lines.</param>
    public static IEnumerable<DelimitedRow> Read(string text, IReadOnlyList<char> delimiters, bool hasAddresses)
    {
        var position = 0;
        var line = 1;
        while (position < text.Length)
        {
            var start = position;
            var firstLine = line;
            var fields = new List<string>();
            var hasStrayQuote = false;
            while (true)
            {
                var (field, next, isStray) = ReadField(text, position, delimiters, hasAddresses);
                fields.Add(field);
                hasStrayQuote |= isStray;
                position = next;
                if (position >= text.Length || text[position] == '\n')
                {
                    break;
                }

                position++;
            }

            var raw = text[start..Math.Min(position, text.Length)];
            line += raw.Count(c => c == '\n') + 1;
            position++;
            if (fields.Any(field => field.Length > 0))
            {
                yield return new DelimitedRow(firstLine, raw, fields, hasStrayQuote);
            }
        }
    }

    /// <returns>The field, the index of its delimiter or line break, and whether it starts with an
    /// unclosed quotation mark.</returns>
    private static (string Field, int Next, bool IsStray) ReadField(
        string text, int position, IReadOnlyList<char> delimiters, bool hasAddresses)
    {
        var start = position;
        while (start < text.Length && text[start] == ' ')
        {
            start++;
        }

        var isStray = false;
        if (start < text.Length && text[start] == '"')
        {
            if (ReadQuoted(text, start + 1, delimiters, hasAddresses, out isStray) is var (quoted, end))
            {
                return (quoted.Trim(), end, false);
            }
        }

        var next = position;
        while (next < text.Length && !delimiters.Contains(text[next]) && text[next] != '\n')
        {
            next++;
        }

        return (text[position..next].Trim(), next, isStray);
    }

    private static (string Field, int Next)? ReadQuoted(
        string text, int position, IReadOnlyList<char> delimiters, bool hasAddresses, out bool isStray)
    {
        var field = new StringBuilder();
        var lines = 1;
        isStray = true;
        for (var index = position; index < text.Length; index++)
        {
            if (text[index] != '"')
            {
                lines += text[index] == '\n' ? 1 : 0;
                if (lines > (hasAddresses ? MostLinesOfField : MostLinesOfText))
                {
                    return null;
                }

                field.Append(text[index]);
                continue;
            }

            if (index + 1 < text.Length && text[index + 1] == '"')
            {
                field.Append('"');
                index++;
                continue;
            }

            var end = index + 1;
            while (end < text.Length && text[end] == ' ')
            {
                end++;
            }

            var isClosed = end >= text.Length || delimiters.Contains(text[end]) || text[end] == '\n';

            // An address in a multi-line field means the quotation mark has swallowed a row.
            isStray = lines > 1 && (!isClosed || (hasAddresses && field.ToString().Contains('@', StringComparison.Ordinal)));
            return isClosed && !isStray ? (field.ToString(), end) : null;
        }

        return null;
    }
}
