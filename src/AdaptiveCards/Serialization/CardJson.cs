using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AdaptiveCards.Teams;

namespace AdaptiveCards.Serialization;

/// <summary>The JSON context of cards: everything is written by generated code, and what is not said is not written.</summary>
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
internal sealed partial class CardJson : JsonSerializerContext
{
    /// <summary>
    /// Letters of every script go out as they are, not as <c>\u</c> escapes of six bytes each (only what lies outside the basic plane, such
    /// as emoji, is always escaped). Said to the writer: options that say it keep the serializer from using the generated code.
    /// </summary>
    private static readonly JsonWriterOptions OnTheWire = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static string Write(AdaptiveCard card)
    {
        var output = new ArrayBufferWriter<byte>(8 * 1024);
        using (var writer = new Utf8JsonWriter(output, OnTheWire))
        {
            JsonSerializer.Serialize(writer, card, Default.AdaptiveCard);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
