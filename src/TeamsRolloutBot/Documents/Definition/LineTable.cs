using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Documents;

/// <summary>The content of a line-by-line field.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="NotUsed">The headings that match no column.</param>
internal sealed record LineReading(IReadOnlyList<LineRow> Rows, IReadOnlyList<string> NotUsed);

/// <summary>
/// Reads and writes a list in a field, one entry per line: as displayed (<c>title | link |
/// text</c>), as copied from a spreadsheet (tabs), or with semicolons or commas where that makes
/// sense, with or without a heading. Whatever it writes, it reads back unchanged.
/// </summary>
internal sealed class LineTable(params IReadOnlyList<LineColumn> columns)
{
    public LineReading Read(string? text)
    {
        var records = DelimitedText.Read((text ?? string.Empty).ReplaceLineEndings("\n"), DelimitedText.Delimiters, hasAddresses: false)
            .Where(record => !IsRule(record.Raw))
            .ToList();
        char? named = null;
        if (records is [var first, ..] && first.Raw.Trim() is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', var mark])
        {
            named = mark;
            records.RemoveAt(0);
        }

        var heading = LineHeading.Find(records, columns);
        var splitter = new LineSplitter(columns, heading, named);
        var rows = splitter.Split(records.Skip(heading?.Below ?? 0)).ToList();
        var placing = new LinePlacing(columns, heading);
        return new LineReading([.. (heading is null ? WithoutMargin(rows) : rows).Select(placing.Place)], heading?.NotUsed ?? []);
    }

    /// <summary>
    /// The rows for display: quoted if a text contains a delimiter or line break, and under a
    /// heading if they would be ambiguous without one.
    /// </summary>
    public string Write(IReadOnlyList<IReadOnlyList<string?>> rows)
    {
        var written = string.Join('\n', rows.Select(row => WriteRow(row, isShort: true)));
        return IsReadBack(written, rows)
            ? written
            : string.Join(
                  '\n',
                  rows.Select(row => WriteRow(row, isShort: false)).Prepend(string.Join(" | ", columns.Select(column => column.Title))));
    }

    private bool IsReadBack(string written, IReadOnlyList<IReadOnlyList<string?>> rows)
    {
        var read = Read(written).Rows;
        return read.Count == rows.Count
            && read.Zip(rows).All(
                pair =>
                    pair.First.Problem is null
                        && pair.First.Cells.SequenceEqual(pair.Second.Select(cell => SingleLine.Trim(cell).ReplaceLineEndings("\n"))));
    }

    // Under a heading, each row has all columns.
    private static string WriteRow(IReadOnlyList<string?> row, bool isShort)
    {
        var cells = row.Select(cell => Written(cell ?? string.Empty)).ToList();
        while (isShort && cells.Count > 1 && cells[^1].Length == 0)
        {
            cells.RemoveAt(cells.Count - 1);
        }

        return string.Join(" | ", cells);
    }

    private static string Written(string cell)
    {
        // After a comma, a quotation mark would start a quoted cell.
        var isPlain = cell.Length == 0
            || (cell.AsSpan().IndexOfAny("|\t\r\n") < 0
                && !(
                    cell.Contains('"', StringComparison.Ordinal)
                        && (cell.AsSpan().IndexOfAny(",;") >= 0 || cell.TrimStart().StartsWith('"')))
                && TypedText.WithoutListMark(cell) == cell.TrimStart()
                && cell.Any(char.IsLetterOrDigit));
        return isPlain ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    // The separator line below a Markdown table's heading.
    private static bool IsRule(string line) => line.All(c => char.IsWhiteSpace(c) || c is '-' or ':' or '=' or '+' or '|');

    /// <summary>Removes an empty left column or row numbers.</summary>
    private static List<SplitRow> WithoutMargin(List<SplitRow> rows)
    {
        var isMargin = rows.All(row => row.Cells.Count > 1 && row.Cells[0].Length == 0)
            || (rows.Count > 1 && rows.Index().All(row => row.Item.Cells.Count > 1 && row.Item.Cells[0] == (row.Index + 1).ToString()));
        return isMargin ? [.. rows.Select(row => row with { Cells = [.. row.Cells.Skip(1)] })] : rows;
    }
}
