using System.Text.RegularExpressions;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Splits rows into cells, each row by its own delimiter, because lists may be pasted together from
/// several sources. A comma or semicolon counts only if a cell after it is recognised as a
/// column's; otherwise it is part of a title.
/// </summary>
internal sealed partial class LineSplitter(IReadOnlyList<LineColumn> columns, LineHeading? heading, char? named)
{
    private static readonly IReadOnlyList<char> Certain = ['\t', '|'];
    private static readonly IReadOnlyList<char> Possible = [';', ','];

    public IEnumerable<SplitRow> Split(IEnumerable<DelimitedRow> records)
    {
        var list = records.ToList();

        // Rows of one table have the same number of cells, so one recognised row identifies the
        // others.
        var shapes = list.SelectMany(record => Possible.Select(delimiter => (Delimiter: delimiter, Cells: Cells(record.Raw, delimiter))))
            .Where(split => split.Cells.Count > 1 && ShowsColumns(split.Cells))
            .Select(split => (split.Delimiter, split.Cells.Count))
            .ToHashSet();
        foreach (var record in list)
        {
            var raw = heading is null ? TypedText.WithoutListMark(record.Raw) : record.Raw;
            var delimiter = named ?? DelimiterOf(raw, shapes);
            if ((named, heading, delimiter) is (null, null, null or ',' or ';')
                && SpacedDash().Replace(raw, "\t") is var dashed
                && ShowsColumns(Cells(dashed, '\t')))
            {
                // “Lakeside Tower – P-14 – April 1, 2027”, as people type it.
                (raw, delimiter) = (dashed, '\t');
            }

            foreach (var row in DelimitedText.Read(raw, delimiter is { } one ? [one] : [], hasAddresses: false))
            {
                yield return new SplitRow(
                    record.Line + row.Line - 1, delimiter, WithWholeDates([.. row.Fields.Select(SingleLine.Trim)], delimiter));
            }
        }
    }

    // The comma of “April 1, 2027” belongs to the date.
    private static List<string> WithWholeDates(List<string> cells, char? delimiter)
    {
        for (var index = cells.Count - 2; delimiter == ',' && index >= 0; index--)
        {
            if (Year().IsMatch(cells[index + 1]) && MonthAndDay().IsMatch(cells[index]))
            {
                cells[index] = $"{cells[index]}, {cells[index + 1]}";
                cells.RemoveAt(index + 1);
            }
        }

        return cells;
    }

    [GeneratedRegex(@"\s+[-–—]\s+")]
    private static partial Regex SpacedDash();

    [GeneratedRegex(@"^20\d\d$")]
    private static partial Regex Year();

    [GeneratedRegex(@"^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?$", RegexOptions.IgnoreCase)]
    private static partial Regex MonthAndDay();

    private char? DelimiterOf(string raw, HashSet<(char Delimiter, int Cells)> shapes)
    {
        if (heading?.Delimiter is { } above && (Cells(raw, above).Count > 1 || raw.AsSpan().IndexOfAny('\t', '|') < 0))
        {
            return above;
        }

        var certain = Certain.Where(delimiter => Cells(raw, delimiter).Count > 1).ToList();
        if (certain.Count > 0)
        {
            return certain.Where(delimiter => !DelimitedText.Read(raw, [delimiter], hasAddresses: false).First().HasStrayQuote)
                .Append(certain[0]).First();
        }

        return Possible
            .Where(delimiter =>
                Cells(raw, delimiter) is { Count: > 1 } cells && (ShowsColumns(cells) || shapes.Contains((delimiter, cells.Count)))
            )
            .Select(delimiter => (char?)delimiter)
            .FirstOrDefault();
    }

    private bool ShowsColumns(IReadOnlyList<string> cells) =>
        cells.Skip(1).Any(cell => columns.Skip(1).Any(column => column.IsShownBy(cell)));

    private static IReadOnlyList<string> Cells(string raw, char delimiter) =>
        DelimitedText.Read(raw, [delimiter], hasAddresses: false).Select(row => row.Fields).FirstOrDefault() ?? [];
}
