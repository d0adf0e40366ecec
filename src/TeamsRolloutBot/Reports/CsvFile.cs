using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace TeamsRolloutBot.Reports;

/// <summary>
/// The one place that writes CSV: UTF-8 with a byte order mark, so that spreadsheets read every
/// name; every field in quotes; and nothing a spreadsheet would take for a formula. Sources: RFC
/// 4180; OWASP, "CSV Injection".
/// </summary>
internal sealed class CsvFile(Stream stream) : IAsyncDisposable
{
    private readonly CsvWriter _csv = new(
        new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true),
        new CsvConfiguration(CultureInfo.InvariantCulture) { ShouldQuote = static _ => true });

    /// <summary>Writes the next row; the first is the heading. Numbers stay numbers.</summary>
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

/// <summary>Text that a spreadsheet shows and does not compute.</summary>
internal static class CsvText
{
    private const char Mark = '\'';

    /// <summary>
    /// An apostrophe goes before what could begin a formula: at the start of the field, and after
    /// what another program may take for the end of a field (separators, quotes, line breaks).
    /// Blanks between are looked over. At the beginning of a later line a hyphen, which lists have
    /// there, becomes a dash instead: it is no formula either.
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
