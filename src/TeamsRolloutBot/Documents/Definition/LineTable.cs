using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Documents;

/// <summary>What a field of lines says.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="NotUsed">Headings that stand above none of the columns.</param>
internal sealed record LineReading(IReadOnlyList<LineRow> Rows, IReadOnlyList<string> NotUsed);

/// <summary>
/// Reads and writes a list in a field, an entry on each line: as it is shown (<c>title | link |
/// text</c>), as a spreadsheet copies it (tabs), and with semicolons or commas where the columns
/// make sense; with or without a heading. What is written is read back as what it was made of.
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
    /// The rows as they are shown: with quotes where a text has a separator or a line break, and
    /// below a heading where they could be taken for something else without it.
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

    // Below a heading each row has all its columns.
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
        // Behind a comma a quotation mark would begin a cell.
        var isPlain = cell.Length == 0
            || (cell.AsSpan().IndexOfAny("|\t\r\n") < 0
                && !(
                    cell.Contains('"', StringComparison.Ordinal)
                        && (cell.AsSpan().IndexOfAny(",;") >= 0 || cell.TrimStart().StartsWith('"')))
                && TypedText.WithoutListMark(cell) == cell.TrimStart()
                && cell.Any(char.IsLetterOrDigit));
        return isPlain ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    // The line below the heading of a table in Markdown.
    private static bool IsRule(string line) => line.All(c => char.IsWhiteSpace(c) || c is '-' or ':' or '=' or '+' or '|');

    /// <summary>Without an empty column at the left, and without the numbers of the rows.</summary>
    private static List<SplitRow> WithoutMargin(List<SplitRow> rows)
    {
        var isMargin = rows.All(row => row.Cells.Count > 1 && row.Cells[0].Length == 0)
            || (rows.Count > 1 && rows.Index().All(row => row.Item.Cells.Count > 1 && row.Item.Cells[0] == (row.Index + 1).ToString()));
        return isMargin ? [.. rows.Select(row => row with { Cells = [.. row.Cells.Skip(1)] })] : rows;
    }
}
