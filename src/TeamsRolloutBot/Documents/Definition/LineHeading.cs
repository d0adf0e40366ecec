using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Documents;

/// <summary>A list's heading, which maps its cells to columns.</summary>
internal sealed class LineHeading
{
    // Title rows may precede the heading.
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

    /// <summary>The delimiter of its cells; null for a single cell.</summary>
    public char? Delimiter { get; }

    /// <summary>The index of the first row below it.</summary>
    public int Below { get; }

    /// <summary>Its number of cells.</summary>
    public int Width { get; }

    /// <summary>Its cells that match no column.</summary>
    public IReadOnlyList<string> NotUsed { get; }

    /// <summary>The column of a cell; null if it is unused.</summary>
    public int? ColumnOf(int cell) => _columns.TryGetValue(cell, out var column) ? column : null;

    /// <summary>
    /// Finds the heading among the first rows: it names at least two columns or, in a list of
    /// names, the only one.
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

        // Titles are in the first unmatched column, whatever its heading.
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
