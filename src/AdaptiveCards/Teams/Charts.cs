using System.Text.Json.Serialization;

namespace AdaptiveCards.Teams;

/// <summary>
/// A chart. Teams draws it, but no published card schema includes it. Other clients show the
/// fallback, which is therefore required
/// (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/charts-in-adaptive-cards).
/// </summary>
public abstract class ChartElement : AdaptiveElement
{
    private protected ChartElement(string type, string title, AdaptiveFallbackElement fallback)
        : base(type)
    {
        ArgumentNullException.ThrowIfNull(fallback);
        Title = title;
        Fallback = fallback;
    }

    public string Title { get; set; }

    /// <summary>
    /// <c>categorical</c>, <c>sequential</c>, <c>diverging</c> or another set of the host.
    /// </summary>
    public string? ColorSet { get; set; }
}

/// <summary>Shares of a whole as a ring.</summary>
public sealed class DonutChart(string title, IReadOnlyList<DonutSlice> data, AdaptiveFallbackElement fallback)
    : ChartElement("Chart.Donut", title, fallback)
{
    public IReadOnlyList<DonutSlice> Data { get; } = data;
}

/// <summary>A share of a <see cref="DonutChart"/>.</summary>
/// <param name="Color">One of the host's colour names, such as <c>good</c>, <c>warning</c>,
/// <c>attention</c>, <c>neutral</c>.</param>
public sealed record DonutSlice(
    string Legend,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double Value,
    string? Color = null);

/// <summary>A needle over coloured ranges.</summary>
public sealed class GaugeChart(string title, double value, IReadOnlyList<GaugeSegment> segments, AdaptiveFallbackElement fallback)
    : ChartElement("Chart.Gauge", title, fallback)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double Value { get; } = value;

    public IReadOnlyList<GaugeSegment> Segments { get; } = segments;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double Min { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double Max { get; set; } = 100;

    public string? SubLabel { get; set; }

    /// <summary><c>percentage</c> or <c>fraction</c>.</summary>
    public string? ValueFormat { get; set; }
}

/// <summary>A range of a <see cref="GaugeChart"/>, as wide as <paramref name="Size"/>.</summary>
public sealed record GaugeSegment(
    string Legend,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double Size,
    string? Color = null);

public sealed class HorizontalBarChart(string title, IReadOnlyList<Bar> data, AdaptiveFallbackElement fallback)
    : ChartElement("Chart.HorizontalBar", title, fallback)
{
    public IReadOnlyList<Bar> Data { get; } = data;

    /// <summary><c>AbsoluteWithAxis</c>, <c>AbsoluteNoAxis</c> or <c>PartToWhole</c>.</summary>
    public string? DisplayMode { get; set; }
}

public sealed class VerticalBarChart(string title, IReadOnlyList<Bar> data, AdaptiveFallbackElement fallback)
    : ChartElement("Chart.VerticalBar", title, fallback)
{
    public IReadOnlyList<Bar> Data { get; } = data;

    [JsonPropertyName("xAxisTitle")]
    public string? XAxisTitle { get; set; }

    [JsonPropertyName("yAxisTitle")]
    public string? YAxisTitle { get; set; }

    public bool ShowBarValues { get; set; }
}

/// <summary>
/// A bar of a <see cref="HorizontalBarChart"/> or <see cref="VerticalBarChart"/>.
/// </summary>
public sealed record Bar(
    string X,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double Y,
    string? Color = null);

public sealed class StackedHorizontalBarChart(string title, IReadOnlyList<StackedBar> data, AdaptiveFallbackElement fallback)
    : ChartElement("Chart.HorizontalBar.Stacked", title, fallback)
{
    public IReadOnlyList<StackedBar> Data { get; } = data;
}

/// <summary>A stacked bar made up of parts.</summary>
public sealed record StackedBar(string Title, IReadOnlyList<BarPart> Data);

public sealed record BarPart(
    string Legend,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double Value,
    string? Color = null);
