using System.Text.Json.Serialization;
using AdaptiveCards.Serialization;

namespace AdaptiveCards;

/// <summary>Anything with a type: cards, elements and actions.</summary>
public abstract class AdaptiveTypedElement
{
    private protected AdaptiveTypedElement(string type) => Type = type;

    /// <summary>The type's name in JSON.</summary>
    [JsonPropertyOrder(-2)]
    public string Type { get; }

    public string? Id { get; set; }

    /// <summary>Shown instead by clients that do not support the type.</summary>
    public AdaptiveFallbackElement? Fallback { get; set; }
}

/// <summary>
/// What clients show in place of an unsupported element or action: another one, or nothing.
/// </summary>
[JsonConverter(typeof(FallbackConverter))]
public sealed class AdaptiveFallbackElement
{
    public AdaptiveFallbackElement(AdaptiveTypedElement fallbackContent)
    {
        ArgumentNullException.ThrowIfNull(fallbackContent);
        Type = AdaptiveFallbackType.Content;
        Content = fallbackContent;
    }

    public AdaptiveFallbackElement(AdaptiveFallbackType fallbackType) => Type = fallbackType;

    public AdaptiveFallbackType Type { get; set; }

    public AdaptiveTypedElement? Content { get; set; }
}

/// <summary>An element in the body of a card.</summary>
[JsonConverter(typeof(ByTypeConverter<AdaptiveElement>))]
public abstract class AdaptiveElement : AdaptiveTypedElement
{
    private protected AdaptiveElement(string type)
        : base(type)
    {
    }

    public AdaptiveSpacing Spacing { get; set; }

    /// <summary>Draws a line above the element.</summary>
    public bool Separator { get; set; }

    /// <summary>
    /// False hides it until an <see cref="AdaptiveToggleVisibilityAction"/> shows it.
    /// </summary>
    [JsonIgnore]
    public bool IsVisible { get; set; } = true;

    [JsonInclude]
    [JsonPropertyName("isVisible")]
    internal bool? WrittenIsVisible
    {
        get => Written.UnlessTrue(IsVisible);
        set => IsVisible = value ?? true;
    }
}
