using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Assigns a row's cells to columns: by the heading, else in order if every cell fits, else by
/// content.
/// </summary>
internal sealed class LinePlacing(IReadOnlyList<LineColumn> columns, LineHeading? heading)
{
    public LineRow Place(SplitRow row)
    {
        var cells = row.Cells.ToList();
        while (cells.Count > 1 && cells[^1].Length == 0)
        {
            cells.RemoveAt(cells.Count - 1);
        }

        if (heading is not null && (row.Delimiter == heading.Delimiter || cells.Count == 1))
        {
            return Below(row, cells);
        }

        if (cells.Count > columns.Count && !columns[^1].TakesRest)
        {
            return TooMany(row, cells.Count, columns.Count);
        }

        var inOrder = InOrder(row, cells);
        var placed = (cells.Count >= columns.Count && Fit(inOrder) ? inOrder : ByContent(row, cells)) ?? inOrder;
        return new LineRow(row.Line, WithLink(placed), null);
    }

    private LineRow Below(SplitRow row, List<string> cells)
    {
        var placed = Empty();
        foreach (var (index, cell) in cells.Take(heading!.Width).Index())
        {
            if (heading.ColumnOf(index) is { } column)
            {
                placed[column] = cell;
            }
        }

        if (cells.Count <= heading.Width)
        {
            return new LineRow(row.Line, placed, null);
        }

        if (!columns[^1].TakesRest || heading.ColumnOf(heading.Width - 1) != columns.Count - 1)
        {
            return TooMany(row, cells.Count, heading.Width);
        }

        placed[^1] = Rest(row, cells.Skip(heading.Width - 1));
        return new LineRow(row.Line, placed, null);
    }

    private string[] InOrder(SplitRow row, List<string> cells)
    {
        var placed = Empty();
        for (var column = 0; column < Math.Min(columns.Count, cells.Count); column++)
        {
            placed[column] = column == columns.Count - 1 ? Rest(row, cells.Skip(column)) : cells[column];
        }

        return placed;
    }

    private bool Fit(string[] placed) =>
        placed.Index().All(cell => cell.Item.Length == 0 || columns[cell.Index].Fits?.Invoke(cell.Item) != false);

    /// <summary>
    /// Puts each recognised cell into its column and the rest into columns that take any text; null
    /// if that is ambiguous.
    /// </summary>
    private string[]? ByContent(SplitRow row, List<string> cells)
    {
        var placed = Empty();
        placed[0] = cells[0];
        var left = new Queue<string>();
        foreach (var cell in cells.Skip(1).Where(cell => cell.Length > 0))
        {
            var fitting = columns.Index().Skip(1).Where(column => column.Item.Fits?.Invoke(cell) == true).ToList();
            if (fitting.Count == 0)
            {
                left.Enqueue(cell);
            }
            else if (
                fitting.Where(column => placed[column.Index].Length == 0).Select(column => (int?)column.Index).FirstOrDefault() is { } free)
            {
                placed[free] = cell;
            }
            else
            {
                return null;
            }
        }

        foreach (var (index, column) in columns.Index().Skip(1).Where(column => column.Item.Fits is null))
        {
            if (left.Count > 0)
            {
                placed[index] = column.TakesRest ? Rest(row, left) : left.Dequeue();
                left = column.TakesRest ? new Queue<string>() : left;
            }
        }

        return left.Count == 0 ? placed : null;
    }

    private string[] WithLink(string[] placed)
    {
        if (columns.Index().FirstOrDefault(column => column.Item.IsLink) is { Item: not null } link && placed[link.Index].Length == 0
            && SafeLink.SplitTitled(placed[0]) is var (title, address))
        {
            placed[0] = SingleLine.Trim(title);
            placed[link.Index] = address;
        }

        return placed;
    }

    private LineRow TooMany(SplitRow row, int cells, int most) =>
        new(
            row.Line, Empty(),
            ReadingTexts.ItHasColumnsAtMostFit.With(cells, most, string.Join(" | ", columns.Select(column => column.Title))));

    private static string Rest(SplitRow row, IEnumerable<string> cells) =>
        string.Join(
            row.Delimiter switch { '|' => " | ", '\t' or null => " ", var other => $"{other} " }, cells.Where(cell => cell.Length > 0));

    private string[] Empty() => [.. columns.Select(_ => string.Empty)];
}
