using System.Text.Json.Serialization;
using AdaptiveCards.Serialization;

namespace AdaptiveCards;

/// <summary>A picture.</summary>
public sealed class AdaptiveImage() : AdaptiveElement("Image")
{
    public AdaptiveImage(Uri url)
        : this() => Url = url;

    /// <summary>
    /// HTTPS or a data URI; PNG, JPEG or GIF, at most 1 MB and 1024 × 1024 pixels.
    /// </summary>
    public Uri? Url { get; set; }

    /// <summary>Read by screen readers; empty for decoration.</summary>
    public string AltText { get; set; } = string.Empty;

    public AdaptiveImageSize Size { get; set; }

    public AdaptiveImageStyle Style { get; set; }

    /// <summary>In pixels, written as <c>50px</c>; 0: use <see cref="Size"/>.</summary>
    [JsonPropertyName("width")]
    [JsonConverter(typeof(PixelsConverter))]
    public uint PixelWidth { get; set; }

    public AdaptiveHorizontalAlignment HorizontalAlignment { get; set; }

    public AdaptiveAction? SelectAction { get; set; }
}
