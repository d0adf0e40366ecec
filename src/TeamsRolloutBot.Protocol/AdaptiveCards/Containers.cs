using System.Text.Json.Serialization;

namespace TeamsRolloutBot.Protocol.AdaptiveCards;

/// <summary>Elements that belong together.</summary>
public sealed record Container(IReadOnlyList<AdaptiveElement> Items) : AdaptiveElement
{
    [JsonPropertyOrder(-10)]
    public override string Type => "Container";

    public ContainerStyle? Style { get; init; }

    /// <summary>Lets the background reach the edge of what is around it.</summary>
    public bool Bleed { get; init; }

    /// <summary>Pixels as <c>80px</c>.</summary>
    public string? MinHeight { get; init; }

    public VerticalAlignment? VerticalContentAlignment { get; init; }

    public AdaptiveAction? SelectAction { get; init; }
}

/// <summary>Columns side by side; at most three are readable on a phone.</summary>
public sealed record ColumnSet(IReadOnlyList<Column> Columns) : AdaptiveElement
{
    [JsonPropertyOrder(-10)]
    public override string Type => "ColumnSet";

    public ContainerStyle? Style { get; init; }

    public bool Bleed { get; init; }

    public HorizontalAlignment? HorizontalAlignment { get; init; }

    public AdaptiveAction? SelectAction { get; init; }
}

/// <summary>One column of a <see cref="ColumnSet"/>.</summary>
public sealed record Column(IReadOnlyList<AdaptiveElement> Items)
{
    [JsonPropertyOrder(-1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string Type { get; } = "Column";

    public string? Id { get; init; }

    public ColumnWidth? Width { get; init; }

    public ContainerStyle? Style { get; init; }

    public bool Bleed { get; init; }

    public Spacing? Spacing { get; init; }

    public bool Separator { get; init; }

    /// <summary>Pixels as <c>80px</c>.</summary>
    public string? MinHeight { get; init; }

    public bool? IsVisible { get; init; }

    public VerticalAlignment? VerticalContentAlignment { get; init; }

    public AdaptiveAction? SelectAction { get; init; }
}

/// <summary>A table of version 1.5; phones may not draw it, so give it a fallback where it matters.</summary>
public sealed record Table(IReadOnlyList<TableColumn> Columns, IReadOnlyList<TableRow> Rows) : AdaptiveElement
{
    [JsonPropertyOrder(-10)]
    public override string Type => "Table";

    /// <summary>On by default; screen readers announce the first row as headers.</summary>
    public bool? FirstRowAsHeader { get; init; }

    /// <summary>On by default.</summary>
    public bool? ShowGridLines { get; init; }

    public ContainerStyle? GridStyle { get; init; }
}

/// <param name="Width">The weight of the column among the others.</param>
public sealed record TableColumn(double Width);

public sealed record TableRow(IReadOnlyList<TableCell> Cells)
{
    [JsonPropertyOrder(-1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string Type { get; } = "TableRow";

    public ContainerStyle? Style { get; init; }
}

public sealed record TableCell(IReadOnlyList<AdaptiveElement> Items)
{
    [JsonPropertyOrder(-1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string Type { get; } = "TableCell";

    public ContainerStyle? Style { get; init; }
}
