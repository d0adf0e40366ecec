using System.Collections.Frozen;
using System.Text.Json.Serialization.Metadata;

namespace AdaptiveCards.Serialization;

/// <summary>All elements, actions and inlines, by their name in JSON and by class.</summary>
internal static class CardTypes
{
    private static readonly FrozenDictionary<string, JsonTypeInfo> ByNames = new Dictionary<string, JsonTypeInfo>(StringComparer.Ordinal)
    {
        ["TextBlock"] = CardJson.Default.AdaptiveTextBlock,
        ["RichTextBlock"] = CardJson.Default.AdaptiveRichTextBlock,
        ["TextRun"] = CardJson.Default.AdaptiveTextRun,
        ["Image"] = CardJson.Default.AdaptiveImage,
        ["Container"] = CardJson.Default.AdaptiveContainer,
        ["ColumnSet"] = CardJson.Default.AdaptiveColumnSet,
        ["FactSet"] = CardJson.Default.AdaptiveFactSet,
        ["ActionSet"] = CardJson.Default.AdaptiveActionSet,
        ["Table"] = CardJson.Default.AdaptiveTable,
        ["Input.Text"] = CardJson.Default.AdaptiveTextInput,
        ["Input.Number"] = CardJson.Default.AdaptiveNumberInput,
        ["Input.Date"] = CardJson.Default.AdaptiveDateInput,
        ["Input.Time"] = CardJson.Default.AdaptiveTimeInput,
        ["Input.Toggle"] = CardJson.Default.AdaptiveToggleInput,
        ["Input.ChoiceSet"] = CardJson.Default.AdaptiveChoiceSetInput,
        ["Chart.Donut"] = CardJson.Default.DonutChart,
        ["Chart.Gauge"] = CardJson.Default.GaugeChart,
        ["Chart.HorizontalBar"] = CardJson.Default.HorizontalBarChart,
        ["Chart.HorizontalBar.Stacked"] = CardJson.Default.StackedHorizontalBarChart,
        ["Chart.VerticalBar"] = CardJson.Default.VerticalBarChart,
        ["Action.Execute"] = CardJson.Default.AdaptiveExecuteAction,
        ["Action.Submit"] = CardJson.Default.AdaptiveSubmitAction,
        ["Action.OpenUrl"] = CardJson.Default.AdaptiveOpenUrlAction,
        ["Action.ShowCard"] = CardJson.Default.AdaptiveShowCardAction,
        ["Action.ToggleVisibility"] = CardJson.Default.AdaptiveToggleVisibilityAction,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, JsonTypeInfo> ByClasses = ByNames.Values.ToFrozenDictionary(info => info.Type);

    /// <summary>The type with that name; null if there is none.</summary>
    public static JsonTypeInfo? Find(string name) => ByNames.GetValueOrDefault(name);

    public static JsonTypeInfo Of(object value) => ByClasses[value.GetType()];
}
