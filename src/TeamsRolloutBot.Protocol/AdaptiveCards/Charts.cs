using System.Text.Json.Serialization;

namespace TeamsRolloutBot.Protocol.AdaptiveCards;

/// <summary>
/// A chart, which Teams draws but no published card schema knows: clients that do not, show the fallback, which is
/// therefore demanded (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/charts-in-adaptive-cards).
/// </summary>
public abstract record ChartElement : AdaptiveElement
{
    private protected ChartElement(string title, AdaptiveElement fallback)
    {
        ArgumentNullException.ThrowIfNull(fallback);
        Title = title;
        Fallback = fallback;
    }

    public string Title { get; init; }

    /// <summary><c>categorical</c>, <c>sequential</c>, <c>diverging</c> and others of the host.</summary>
    public string? ColorSet { get; init; }
}

/// <summary>A share of a <see cref="DonutChart"/>.</summary>
/// <param name="Color">A colour name of the host, such as <c>good</c>, <c>warning</c>, <c>attention</c>, <c>neutral</c>.</param>
public sealed record DonutSlice(
    string Legend,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double Value,
    string? Color = null);

public sealed record DonutChart(string Title, IReadOnlyList<DonutSlice> Data, AdaptiveElement Fallback) : ChartElement(Title, Fallback)
{
    [JsonPropertyOrder(-10)]
    public override string Type => "Chart.Donut";
}

/// <summary>A range of a <see cref="GaugeChart"/>, as wide as <paramref name="Size"/>.</summary>
public sealed record GaugeSegment(
    string Legend,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double Size,
    string? Color = null);

/// <summary>A needle over coloured ranges.</summary>
public sealed record GaugeChart(
    string Title,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double Value,
    IReadOnlyList<GaugeSegment> Segments,
    AdaptiveElement Fallback) : ChartElement(Title, Fallback)
{
    [JsonPropertyOrder(-10)]
    public override string Type => "Chart.Gauge";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double Min { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double Max { get; init; } = 100;

    public string? SubLabel { get; init; }

    /// <summary><c>percentage</c> or <c>fraction</c>.</summary>
    public string? ValueFormat { get; init; }
}

/// <summary>A bar of a <see cref="HorizontalBarChart"/> or <see cref="VerticalBarChart"/>.</summary>
public sealed record Bar(
    string X,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double Y,
    string? Color = null);

public sealed record HorizontalBarChart(string Title, IReadOnlyList<Bar> Data, AdaptiveElement Fallback) : ChartElement(Title, Fallback)
{
    [JsonPropertyOrder(-10)]
    public override string Type => "Chart.HorizontalBar";

    /// <summary><c>AbsoluteWithAxis</c>, <c>AbsoluteNoAxis</c> or <c>PartToWhole</c>.</summary>
    public string? DisplayMode { get; init; }
}

public sealed record VerticalBarChart(string Title, IReadOnlyList<Bar> Data, AdaptiveElement Fallback) : ChartElement(Title, Fallback)
{
    [JsonPropertyOrder(-10)]
    public override string Type => "Chart.VerticalBar";

    [JsonPropertyName("xAxisTitle")]
    public string? XAxisTitle { get; init; }

    [JsonPropertyName("yAxisTitle")]
    public string? YAxisTitle { get; init; }

    public bool ShowBarValues { get; init; }
}

/// <summary>One stacked bar, made of parts.</summary>
public sealed record StackedBar(string Title, IReadOnlyList<BarPart> Data);

public sealed record BarPart(
    string Legend,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double Value,
    string? Color = null);

public sealed record StackedHorizontalBarChart(string Title, IReadOnlyList<StackedBar> Data, AdaptiveElement Fallback)
    : ChartElement(Title, Fallback)
{
    [JsonPropertyOrder(-10)]
    public override string Type => "Chart.HorizontalBar.Stacked";
}
