using System.Text.Json.Serialization;
using AdaptiveCards.Serialization;

namespace AdaptiveCards;

/// <summary>An element that aligns the content of its rows or cells.</summary>
public abstract class AdaptiveCollectionWithContentAlignment : AdaptiveCollectionElement
{
    private protected AdaptiveCollectionWithContentAlignment(string type)
        : base(type)
    {
    }
}

/// <summary>
/// A table (version 1.5); phones may not draw it, so give it a fallback if it matters.
/// </summary>
public sealed class AdaptiveTable() : AdaptiveCollectionWithContentAlignment("Table")
{
    public List<AdaptiveTableColumnDefinition> Columns { get; set; } = [];

    public List<AdaptiveTableRow> Rows { get; set; } = [];

    /// <summary>Whether screen readers announce the first row as headers.</summary>
    [JsonIgnore]
    public bool FirstRowAsHeaders { get; set; } = true;

    [JsonIgnore]
    public bool ShowGridLines { get; set; } = true;

    public AdaptiveContainerStyle? GridStyle { get; set; }

    [JsonInclude]
    [JsonPropertyName("firstRowAsHeader")]
    internal bool? WrittenFirstRowAsHeaders
    {
        get => Written.UnlessTrue(FirstRowAsHeaders);
        set => FirstRowAsHeaders = value ?? true;
    }

    [JsonInclude]
    [JsonPropertyName("showGridLines")]
    internal bool? WrittenShowGridLines
    {
        get => Written.UnlessTrue(ShowGridLines);
        set => ShowGridLines = value ?? true;
    }
}

public sealed class AdaptiveTableColumnDefinition
{
    /// <summary>The column's relative width.</summary>
    public double Width { get; set; }
}

public sealed class AdaptiveTableRow() : AdaptiveCollectionWithContentAlignment("TableRow")
{
    public List<AdaptiveTableCell> Cells { get; set; } = [];
}

public sealed class AdaptiveTableCell() : AdaptiveCollectionWithContentAlignment("TableCell")
{
    public List<AdaptiveElement> Items { get; set; } = [];
}
