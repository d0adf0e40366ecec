using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AdaptiveCards.Serialization;

/// <summary>
/// Serialises an element or action with the generated code of its own type. The serialiser's own
/// polymorphism can't use that code and takes three times as long, and a card has hundreds of
/// elements.
/// </summary>
internal sealed class ByTypeConverter<T> : JsonConverter<T>
    where T : class
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var name = document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("type", out var type)
            && type.ValueKind == JsonValueKind.String ? type.GetString()! : string.Empty;
        return CardTypes.Find(name) is { } info && document.RootElement.Deserialize(info) is T value
            ? value
            : throw new JsonException($"“{name}” is not a type of {typeof(T).Name}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, CardTypes.Of(value));
}

/// <summary>A fallback is the replacement element, or the word <c>drop</c>.</summary>
internal sealed class FallbackConverter : JsonConverter<AdaptiveFallbackElement>
{
    private static readonly ByTypeConverter<AdaptiveTypedElement> Content = new();

    public override AdaptiveFallbackElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? new(AdaptiveFallbackType.Drop)
            : new(Content.Read(ref reader, typeof(AdaptiveTypedElement), options));

    public override void Write(Utf8JsonWriter writer, AdaptiveFallbackElement value, JsonSerializerOptions options)
    {
        if (value.Content is { } content)
        {
            Content.Write(writer, content, options);
        }
        else
        {
            writer.WriteStringValue("drop"u8);
        }
    }
}

/// <summary>Writes enum members in the card schema's spelling: <c>extraLarge</c>.</summary>
internal sealed class SchemaSpelling<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

internal sealed class SchemaVersionConverter : JsonConverter<AdaptiveSchemaVersion>
{
    public override AdaptiveSchemaVersion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return new(reader.GetString()!);
        }
        catch (FormatException exception)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, AdaptiveSchemaVersion value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

/// <summary>A width is a word, pixels (<c>48px</c>), or a number that is the weight.</summary>
internal sealed class WidthConverter : JsonConverter<AdaptiveWidth>
{
    public override AdaptiveWidth Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return new(AdaptiveWidthType.Weighted) { Unit = reader.GetUInt32() };
        }

        return reader.GetString() switch
        {
            "auto" => AdaptiveWidth.Auto,
            "stretch" => AdaptiveWidth.Stretch,
            var pixels => new(Pixels.Parse(pixels)),
        };
    }

    public override void Write(Utf8JsonWriter writer, AdaptiveWidth value, JsonSerializerOptions options)
    {
        switch (value.WidthType)
        {
            case AdaptiveWidthType.Auto:
                writer.WriteStringValue("auto"u8);
                break;
            case AdaptiveWidthType.Stretch:
                writer.WriteStringValue("stretch"u8);
                break;
            case AdaptiveWidthType.Pixel:
                writer.WriteStringValue(Pixels.Format(value.Unit ?? 0));
                break;
            default:
                writer.WriteNumberValue(value.Unit ?? 1);
                break;
        }
    }
}

internal sealed class PixelsConverter : JsonConverter<uint>
{
    public override uint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Pixels.Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, uint value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Pixels.Format(value));
}

internal sealed class TargetElementConverter : JsonConverter<AdaptiveTargetElement>
{
    public override AdaptiveTargetElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, AdaptiveTargetElement value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ElementId);
}

/// <summary>
/// Text that already is JSON. It needs its own type, since a converter on a property would disable
/// the generated code of the whole class.
/// </summary>
[JsonConverter(typeof(RawJsonConverter))]
internal readonly record struct RawJson(string Text)
{
    public static RawJson? Of(string? text) => text is null ? null : new(text);
}

internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) => writer.WriteRawValue(value.Text);
}

internal static class Pixels
{
    /// <exception cref="JsonException">The text is not a number followed by <c>px</c>.</exception>
    public static uint Parse(string? text) =>
        text?.EndsWith("px", StringComparison.Ordinal) == true
        && uint.TryParse(text.AsSpan(..^2), CultureInfo.InvariantCulture, out var pixels)
            ? pixels
            : throw new JsonException($"“{text}” is not a number of pixels.");

    public static string Format(uint pixels) => string.Create(CultureInfo.InvariantCulture, $"{pixels}px");
}

/// <summary>
/// Converts values for writing whose default is neither false nor 0, or which JSON can't express;
/// null is omitted.
/// </summary>
internal static class Written
{
    public static bool? UnlessTrue(bool value) => value ? null : false;

    public static double? IfFinite(double value) => double.IsFinite(value) ? value : null;
}
