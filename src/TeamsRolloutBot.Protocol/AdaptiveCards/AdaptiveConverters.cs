using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.AdaptiveCards;

/// <summary>
/// Writes an element by the generated code of its own type. The serializer's own polymorphism can't use that code and takes three times as long, and a card
/// is hundreds of elements.
/// </summary>
internal sealed class AdaptiveElementConverter : JsonConverter<AdaptiveElement>
{
    public override AdaptiveElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return (AdaptiveElement)document.RootElement.Deserialize(TypeOf(((JsonElement?)document.RootElement).Find("type").AsText()))!;
    }

    public override void Write(Utf8JsonWriter writer, AdaptiveElement value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case TextBlock textBlock:
                JsonSerializer.Serialize(writer, textBlock, ProtocolJson.Default.TextBlock);
                break;
            case RichTextBlock richTextBlock:
                JsonSerializer.Serialize(writer, richTextBlock, ProtocolJson.Default.RichTextBlock);
                break;
            case Image image:
                JsonSerializer.Serialize(writer, image, ProtocolJson.Default.Image);
                break;
            case Container container:
                JsonSerializer.Serialize(writer, container, ProtocolJson.Default.Container);
                break;
            case WrittenElement written:
                written.WriteTo(writer);
                break;
            case ColumnSet columnSet:
                JsonSerializer.Serialize(writer, columnSet, ProtocolJson.Default.ColumnSet);
                break;
            case FactSet factSet:
                JsonSerializer.Serialize(writer, factSet, ProtocolJson.Default.FactSet);
                break;
            case ActionSet actionSet:
                JsonSerializer.Serialize(writer, actionSet, ProtocolJson.Default.ActionSet);
                break;
            case Table table:
                JsonSerializer.Serialize(writer, table, ProtocolJson.Default.Table);
                break;
            case TextInput textInput:
                JsonSerializer.Serialize(writer, textInput, ProtocolJson.Default.TextInput);
                break;
            case NumberInput numberInput:
                JsonSerializer.Serialize(writer, numberInput, ProtocolJson.Default.NumberInput);
                break;
            case DateInput dateInput:
                JsonSerializer.Serialize(writer, dateInput, ProtocolJson.Default.DateInput);
                break;
            case TimeInput timeInput:
                JsonSerializer.Serialize(writer, timeInput, ProtocolJson.Default.TimeInput);
                break;
            case ToggleInput toggleInput:
                JsonSerializer.Serialize(writer, toggleInput, ProtocolJson.Default.ToggleInput);
                break;
            case ChoiceSetInput choiceSetInput:
                JsonSerializer.Serialize(writer, choiceSetInput, ProtocolJson.Default.ChoiceSetInput);
                break;
            case DonutChart donutChart:
                JsonSerializer.Serialize(writer, donutChart, ProtocolJson.Default.DonutChart);
                break;
            case GaugeChart gaugeChart:
                JsonSerializer.Serialize(writer, gaugeChart, ProtocolJson.Default.GaugeChart);
                break;
            case HorizontalBarChart horizontalBarChart:
                JsonSerializer.Serialize(writer, horizontalBarChart, ProtocolJson.Default.HorizontalBarChart);
                break;
            case StackedHorizontalBarChart stackedHorizontalBarChart:
                JsonSerializer.Serialize(writer, stackedHorizontalBarChart, ProtocolJson.Default.StackedHorizontalBarChart);
                break;
            case VerticalBarChart verticalBarChart:
                JsonSerializer.Serialize(writer, verticalBarChart, ProtocolJson.Default.VerticalBarChart);
                break;
            default:
                throw new NotSupportedException($"{value.GetType().Name} has no place in the JSON context.");
        }
    }

    private static JsonTypeInfo TypeOf(string? name) => name switch
    {
        "TextBlock" => ProtocolJson.Default.TextBlock,
        "RichTextBlock" => ProtocolJson.Default.RichTextBlock,
        "Image" => ProtocolJson.Default.Image,
        "Container" => ProtocolJson.Default.Container,
        "ColumnSet" => ProtocolJson.Default.ColumnSet,
        "FactSet" => ProtocolJson.Default.FactSet,
        "ActionSet" => ProtocolJson.Default.ActionSet,
        "Table" => ProtocolJson.Default.Table,
        "Input.Text" => ProtocolJson.Default.TextInput,
        "Input.Number" => ProtocolJson.Default.NumberInput,
        "Input.Date" => ProtocolJson.Default.DateInput,
        "Input.Time" => ProtocolJson.Default.TimeInput,
        "Input.Toggle" => ProtocolJson.Default.ToggleInput,
        "Input.ChoiceSet" => ProtocolJson.Default.ChoiceSetInput,
        "Chart.Donut" => ProtocolJson.Default.DonutChart,
        "Chart.Gauge" => ProtocolJson.Default.GaugeChart,
        "Chart.HorizontalBar" => ProtocolJson.Default.HorizontalBarChart,
        "Chart.HorizontalBar.Stacked" => ProtocolJson.Default.StackedHorizontalBarChart,
        "Chart.VerticalBar" => ProtocolJson.Default.VerticalBarChart,
        _ => throw new JsonException($"There is no element of the type “{name}”."),
    };
}

/// <summary>Writes an action by the generated code of its own type.</summary>
internal sealed class AdaptiveActionConverter : JsonConverter<AdaptiveAction>
{
    public override AdaptiveAction Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return (AdaptiveAction)document.RootElement.Deserialize(TypeOf(((JsonElement?)document.RootElement).Find("type").AsText()))!;
    }

    public override void Write(Utf8JsonWriter writer, AdaptiveAction value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case ExecuteAction executeAction:
                JsonSerializer.Serialize(writer, executeAction, ProtocolJson.Default.ExecuteAction);
                break;
            case SubmitAction submitAction:
                JsonSerializer.Serialize(writer, submitAction, ProtocolJson.Default.SubmitAction);
                break;
            case OpenUrlAction openUrlAction:
                JsonSerializer.Serialize(writer, openUrlAction, ProtocolJson.Default.OpenUrlAction);
                break;
            case ShowCardAction showCardAction:
                JsonSerializer.Serialize(writer, showCardAction, ProtocolJson.Default.ShowCardAction);
                break;
            case ToggleVisibilityAction toggleVisibilityAction:
                JsonSerializer.Serialize(writer, toggleVisibilityAction, ProtocolJson.Default.ToggleVisibilityAction);
                break;
            default:
                throw new NotSupportedException($"{value.GetType().Name} has no place in the JSON context.");
        }
    }

    private static JsonTypeInfo TypeOf(string? name) => name switch
    {
        "Action.Execute" => ProtocolJson.Default.ExecuteAction,
        "Action.Submit" => ProtocolJson.Default.SubmitAction,
        "Action.OpenUrl" => ProtocolJson.Default.OpenUrlAction,
        "Action.ShowCard" => ProtocolJson.Default.ShowCardAction,
        "Action.ToggleVisibility" => ProtocolJson.Default.ToggleVisibilityAction,
        _ => throw new JsonException($"There is no action of the type “{name}”."),
    };
}
