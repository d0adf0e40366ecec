using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeamsRolloutBot.Protocol.AdaptiveCards;

/// <summary>The width of a column: as its content needs, what is left, a share of what is left, or pixels.</summary>
[JsonConverter(typeof(ColumnWidthConverter))]
public readonly record struct ColumnWidth
{
    private ColumnWidth(string? text, double weight)
    {
        Text = text;
        Share = weight;
    }

    /// <summary>As wide as the content.</summary>
    public static ColumnWidth Auto { get; } = new("auto", 0);

    /// <summary>What the other columns leave.</summary>
    public static ColumnWidth Stretch { get; } = new("stretch", 0);

    internal string? Text { get; }

    internal double Share { get; }

    /// <summary>A share of the width in proportion to the other weights.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not above zero, or not finite.</exception>
    public static ColumnWidth Weight(double weight) =>
        weight > 0 && double.IsFinite(weight)
            ? new(null, weight)
            : throw new ArgumentOutOfRangeException(nameof(weight), weight, "A column's weight is a finite number above zero.");

    /// <summary>A fixed width. At most one such column a card, about 48 pixels wide, keeps it readable on phones.</summary>
    public static ColumnWidth Pixels(int pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pixels);
        return new(string.Create(CultureInfo.InvariantCulture, $"{pixels}px"), 0);
    }

    internal static ColumnWidth FromText(string text) => new(text, 0);
}

internal sealed class ColumnWidthConverter : JsonConverter<ColumnWidth>
{
    public override ColumnWidth Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? ColumnWidth.Weight(reader.GetDouble()) : ColumnWidth.FromText(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, ColumnWidth value, JsonSerializerOptions options)
    {
        if (value.Text is { } text)
        {
            writer.WriteStringValue(text);
        }
        else
        {
            writer.WriteNumberValue(value.Share);
        }
    }
}
