using System.Text.Json.Serialization;
using AdaptiveCards.Serialization;

namespace AdaptiveCards;

/// <summary>
/// The width of a column: by content, the remaining space, a share of it, or pixels.
/// </summary>
[JsonConverter(typeof(WidthConverter))]
public sealed class AdaptiveWidth(AdaptiveWidthType widthType)
{
    /// <summary>
    /// A fixed width. For readability on phones, use at most one such column per card, about 48
    /// pixels wide.
    /// </summary>
    public AdaptiveWidth(uint px)
        : this(AdaptiveWidthType.Pixel) => Unit = px;

    /// <summary>As wide as the content.</summary>
    public static AdaptiveWidth Auto { get; } = new(AdaptiveWidthType.Auto);

    /// <summary>The space left by the other columns.</summary>
    public static AdaptiveWidth Stretch { get; } = new(AdaptiveWidthType.Stretch);

    public AdaptiveWidthType WidthType { get; set; } = widthType;

    /// <summary>The pixels, or the weight relative to the other columns.</summary>
    public uint? Unit { get; set; }
}
