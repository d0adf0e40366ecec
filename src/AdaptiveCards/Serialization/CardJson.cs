using System.Text.Json.Serialization;
using AdaptiveCards.Teams;

namespace AdaptiveCards.Serialization;

/// <summary>
/// The JSON context of cards: all generated code; default values are not written.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(AdaptiveCard))]
[JsonSerializable(typeof(AdaptiveElement))]
[JsonSerializable(typeof(AdaptiveAction))]
[JsonSerializable(typeof(AdaptiveTextBlock))]
[JsonSerializable(typeof(AdaptiveRichTextBlock))]
[JsonSerializable(typeof(AdaptiveTextRun))]
[JsonSerializable(typeof(AdaptiveImage))]
[JsonSerializable(typeof(AdaptiveContainer))]
[JsonSerializable(typeof(AdaptiveColumnSet))]
[JsonSerializable(typeof(AdaptiveFactSet))]
[JsonSerializable(typeof(AdaptiveActionSet))]
[JsonSerializable(typeof(AdaptiveTable))]
[JsonSerializable(typeof(AdaptiveTextInput))]
[JsonSerializable(typeof(AdaptiveNumberInput))]
[JsonSerializable(typeof(AdaptiveDateInput))]
[JsonSerializable(typeof(AdaptiveTimeInput))]
[JsonSerializable(typeof(AdaptiveToggleInput))]
[JsonSerializable(typeof(AdaptiveChoiceSetInput))]
[JsonSerializable(typeof(DonutChart))]
[JsonSerializable(typeof(GaugeChart))]
[JsonSerializable(typeof(HorizontalBarChart))]
[JsonSerializable(typeof(StackedHorizontalBarChart))]
[JsonSerializable(typeof(VerticalBarChart))]
[JsonSerializable(typeof(AdaptiveExecuteAction))]
[JsonSerializable(typeof(AdaptiveSubmitAction))]
[JsonSerializable(typeof(AdaptiveOpenUrlAction))]
[JsonSerializable(typeof(AdaptiveShowCardAction))]
[JsonSerializable(typeof(AdaptiveToggleVisibilityAction))]
internal sealed partial class CardJson : JsonSerializerContext;
