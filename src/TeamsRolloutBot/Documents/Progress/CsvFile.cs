using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Writes all our CSV files: UTF-8 with a byte order mark, so that spreadsheets read every name;
/// every field quoted; and nothing a spreadsheet would evaluate as a formula. Sources: RFC 4180;
/// OWASP, "CSV Injection".
/// </summary>
internal sealed class CsvFile(Stream stream) : IAsyncDisposable
{
    private readonly CsvWriter _csv = new(
        new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true),
        new CsvConfiguration(CultureInfo.InvariantCulture) { ShouldQuote = static _ => true });

    /// <summary>
    /// Writes the next row; the first one is the heading. Numbers are left alone.
    /// </summary>
    public Task WriteAsync(params IEnumerable<object> row)
    {
        foreach (var value in row)
        {
            _csv.WriteField(value is string text ? CsvText.Neutral(text) : Convert.ToString(value, CultureInfo.InvariantCulture));
        }

        return _csv.NextRecordAsync();
    }

    public ValueTask DisposeAsync() => _csv.DisposeAsync();
}

/// <summary>Text that a spreadsheet displays instead of evaluating.</summary>
internal static class CsvText
{
    private const char Mark = '\'';

    /// <summary>
    /// Puts an apostrophe before anything that could start a formula: at the start of the field,
    /// and after what another program may treat as its end (delimiters, quotes, line breaks),
    /// skipping blanks. A hyphen at the start of a later line, common in lists, becomes a dash
    /// instead.
    /// </summary>
    public static string Neutral(string text)
    {
        StringBuilder? neutral = null;
        var (begins, isLaterLine) = (true, false);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (begins && IsFormula(character))
            {
                neutral ??= new StringBuilder(text, 0, index, text.Length + 8);
                if (isLaterLine && character == '-')
                {
                    character = '–';
                }
                else
                {
                    neutral.Append(Mark);
                }
            }

            neutral?.Append(character);
            isLaterLine = character is '\n' || (isLaterLine && character == ' ');
            begins = IsSeparator(character) || (begins && char.IsWhiteSpace(character));
        }

        return neutral?.ToString() ?? text;
    }

    private static bool IsFormula(char character) => character is '=' or '+' or '-' or '@' or '\t' or '\r' or '＝' or '＋' or '－' or '＠';

    private static bool IsSeparator(char character) => character is ',' or ';' or '|' or '\t' or '"' or '\n' or '\r';
}
