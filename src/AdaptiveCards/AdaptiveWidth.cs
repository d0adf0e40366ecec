using System.Text.Json.Serialization;
using AdaptiveCards.Serialization;

namespace AdaptiveCards;

/// <summary>
/// The width of a column: as its content needs, what is left, a share of what is left, or pixels.
/// </summary>
[JsonConverter(typeof(WidthConverter))]
public sealed class AdaptiveWidth(AdaptiveWidthType widthType)
{
    /// <summary>
    /// A fixed width. At most one such column a card, about 48 pixels wide, keeps it readable on
    /// phones.
    /// </summary>
    public AdaptiveWidth(uint px)
        : this(AdaptiveWidthType.Pixel) => Unit = px;

    /// <summary>As wide as the content.</summary>
    public static AdaptiveWidth Auto { get; } = new(AdaptiveWidthType.Auto);

    /// <summary>What the other columns leave.</summary>
    public static AdaptiveWidth Stretch { get; } = new(AdaptiveWidthType.Stretch);

    public AdaptiveWidthType WidthType { get; set; } = widthType;

    /// <summary>The pixels, or the weight among the other columns' weights.</summary>
    public uint? Unit { get; set; }
}
