using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TeamsRolloutBot.Protocol.AdaptiveCards;

namespace TeamsRolloutBot.Protocol.Serialization;

/// <summary>The JSON context of the cards, which are written by generated code.</summary>
/// <remarks>Nesting is limited to 64 levels; deeper input is refused as malformed.</remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    AllowOutOfOrderMetadataProperties = true,
    MaxDepth = MaximumDepth)]
[JsonSerializable(typeof(AdaptiveCard))]
[JsonSerializable(typeof(AdaptiveElement))]
[JsonSerializable(typeof(AdaptiveAction))]
[JsonSerializable(typeof(TextBlock))]
[JsonSerializable(typeof(RichTextBlock))]
[JsonSerializable(typeof(Image))]
[JsonSerializable(typeof(Container))]
[JsonSerializable(typeof(ColumnSet))]
[JsonSerializable(typeof(FactSet))]
[JsonSerializable(typeof(ActionSet))]
[JsonSerializable(typeof(Table))]
[JsonSerializable(typeof(TextInput))]
[JsonSerializable(typeof(NumberInput))]
[JsonSerializable(typeof(DateInput))]
[JsonSerializable(typeof(TimeInput))]
[JsonSerializable(typeof(ToggleInput))]
[JsonSerializable(typeof(ChoiceSetInput))]
[JsonSerializable(typeof(DonutChart))]
[JsonSerializable(typeof(GaugeChart))]
[JsonSerializable(typeof(HorizontalBarChart))]
[JsonSerializable(typeof(StackedHorizontalBarChart))]
[JsonSerializable(typeof(VerticalBarChart))]
[JsonSerializable(typeof(ExecuteAction))]
[JsonSerializable(typeof(SubmitAction))]
[JsonSerializable(typeof(OpenUrlAction))]
[JsonSerializable(typeof(ShowCardAction))]
[JsonSerializable(typeof(ToggleVisibilityAction))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class ProtocolJson : JsonSerializerContext
{
    /// <summary>How deep incoming JSON may nest.</summary>
    public const int MaximumDepth = 64;
}
