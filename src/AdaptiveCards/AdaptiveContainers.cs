namespace AdaptiveCards;

/// <summary>An element that contains others.</summary>
public abstract class AdaptiveCollectionElement : AdaptiveElement
{
    private protected AdaptiveCollectionElement(string type)
        : base(type)
    {
    }

    public AdaptiveContainerStyle? Style { get; set; }

    /// <summary>Extends the background to the edge of the parent.</summary>
    public bool Bleed { get; set; }

    /// <summary>In pixels, as <c>80px</c>.</summary>
    public string? MinHeight { get; set; }

    public AdaptiveHorizontalAlignment HorizontalAlignment { get; set; }

    public AdaptiveVerticalContentAlignment VerticalContentAlignment { get; set; }

    public AdaptiveAction? SelectAction { get; set; }
}

/// <summary>A group of elements.</summary>
public class AdaptiveContainer : AdaptiveCollectionElement
{
    public AdaptiveContainer()
        : this("Container")
    {
    }

    private protected AdaptiveContainer(string type)
        : base(type)
    {
    }

    public List<AdaptiveElement> Items { get; set; } = [];
}

/// <summary>Columns side by side; at most three are readable on a phone.</summary>
public sealed class AdaptiveColumnSet() : AdaptiveCollectionElement("ColumnSet")
{
    public List<AdaptiveColumn> Columns { get; set; } = [];
}

/// <summary>One column of a <see cref="AdaptiveColumnSet"/>.</summary>
public sealed class AdaptiveColumn() : AdaptiveContainer("Column")
{
    public AdaptiveWidth? Width { get; set; }
}

/// <summary>Buttons in the body of a card.</summary>
public sealed class AdaptiveActionSet() : AdaptiveElement("ActionSet")
{
    public List<AdaptiveAction> Actions { get; set; } = [];
}
