using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Reports;

/// <summary>The heading of a list: which of its cells stands above which column.</summary>
internal sealed class LineHeading
{
    // Rows of a title stand above a heading.
    private const int MostAbove = 2;

    private readonly IReadOnlyDictionary<int, int> _columns;

    private LineHeading(IReadOnlyDictionary<int, int> columns, IReadOnlyList<string> cells, char? delimiter, int below)
    {
        _columns = columns;
        Width = cells.Count;
        Delimiter = delimiter;
        Below = below;
        NotUsed = [.. cells.Where((cell, index) => cell.Length > 0 && !columns.ContainsKey(index))];
    }

    /// <summary>What separates its cells; null: it has one.</summary>
    public char? Delimiter { get; }

    /// <summary>Where the first row below it is.</summary>
    public int Below { get; }

    /// <summary>How many cells it has.</summary>
    public int Width { get; }

    /// <summary>Its cells that stand above no column.</summary>
    public IReadOnlyList<string> NotUsed { get; }

    /// <summary>The column of a cell; null: it is not used.</summary>
    public int? ColumnOf(int cell) => _columns.TryGetValue(cell, out var column) ? column : null;

    /// <summary>
    /// The heading among the first rows: at least two columns have their names in it, or, in a list
    /// of names, the one.
    /// </summary>
    public static LineHeading? Find(IReadOnlyList<DelimitedRow> records, IReadOnlyList<LineColumn> columns)
    {
        if (records.Count > 1 && columns[0].IsNamed(records[0].Raw))
        {
            return new LineHeading(new Dictionary<int, int> { [0] = 0 }, [records[0].Raw], null, below: 1);
        }

        for (var index = 0; index < Math.Min(records.Count, MostAbove + 1); index++)
        {
            foreach (var delimiter in DelimitedText.Delimiters)
            {
                var cells = DelimitedText.Read(records[index].Raw, [delimiter], hasAddresses: false).First().Fields;
                if (Map(cells, columns) is { } map
                    && records.Take(index).All(above => !above.Raw.Contains(delimiter, StringComparison.Ordinal)))
                {
                    return new LineHeading(map, cells, delimiter, index + 1);
                }
            }
        }

        return null;
    }

    private static Dictionary<int, int>? Map(IReadOnlyList<string> cells, IReadOnlyList<LineColumn> columns)
    {
        var map = new Dictionary<int, int>();
        foreach (var (index, cell) in cells.Index())
        {
            if (columns.Index().FirstOrDefault(column => column.Item.IsNamed(cell)) is { Item: not null } found
                && !map.ContainsValue(found.Index))
            {
                map[index] = found.Index;
            }
        }

        if (map.Count < 2 || map.Count * 2 < cells.Count(cell => cell.Length > 0))
        {
            return null;
        }

        // Whatever its heading is: the entries' names are in the first column that is left.
        if (!map.ContainsValue(0))
        {
            if (cells.Index().FirstOrDefault(cell => cell.Item.Length > 0 && !map.ContainsKey(cell.Index)) is not { Item: not null } first)
            {
                return null;
            }

            map[first.Index] = 0;
        }

        return map;
    }
}
