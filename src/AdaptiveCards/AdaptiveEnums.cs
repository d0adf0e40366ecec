using System.Text.Json.Serialization;
using AdaptiveCards.Serialization;

namespace AdaptiveCards;

[JsonConverter(typeof(SchemaSpelling<AdaptiveTextColor>))]
public enum AdaptiveTextColor { Default, Dark, Light, Accent, Good, Warning, Attention }

[JsonConverter(typeof(SchemaSpelling<AdaptiveTextSize>))]
public enum AdaptiveTextSize { Default, Small, Medium, Large, ExtraLarge }

[JsonConverter(typeof(SchemaSpelling<AdaptiveTextWeight>))]
public enum AdaptiveTextWeight { Default, Lighter, Bolder }

[JsonConverter(typeof(SchemaSpelling<AdaptiveFontType>))]
public enum AdaptiveFontType { Default, Monospace }

/// <summary><see cref="Heading"/> is announced as one by screen readers.</summary>
[JsonConverter(typeof(SchemaSpelling<AdaptiveTextBlockStyle>))]
public enum AdaptiveTextBlockStyle { Paragraph, Heading }

[JsonConverter(typeof(SchemaSpelling<AdaptiveSpacing>))]
public enum AdaptiveSpacing { Default, None, Small, Medium, Large, ExtraLarge, Padding }

[JsonConverter(typeof(SchemaSpelling<AdaptiveContainerStyle>))]
public enum AdaptiveContainerStyle { Default, Emphasis, Good, Attention, Warning, Accent }

[JsonConverter(typeof(SchemaSpelling<AdaptiveHorizontalAlignment>))]
public enum AdaptiveHorizontalAlignment { Left, Center, Right }

[JsonConverter(typeof(SchemaSpelling<AdaptiveVerticalContentAlignment>))]
public enum AdaptiveVerticalContentAlignment { Top, Center, Bottom }

public enum AdaptiveWidthType { Auto, Stretch, Pixel, Weighted }

[JsonConverter(typeof(SchemaSpelling<AdaptiveImageSize>))]
public enum AdaptiveImageSize { Auto, Stretch, Small, Medium, Large }

[JsonConverter(typeof(SchemaSpelling<AdaptiveImageStyle>))]
public enum AdaptiveImageStyle { Default, Person }

/// <summary><see cref="Secondary"/> actions go to the overflow menu.</summary>
[JsonConverter(typeof(SchemaSpelling<AdaptiveActionMode>))]
public enum AdaptiveActionMode { Primary, Secondary }

/// <summary>
/// Whether a button sends the card's inputs, and is blocked while they are invalid.
/// </summary>
[JsonConverter(typeof(SchemaSpelling<AdaptiveAssociatedInputs>))]
public enum AdaptiveAssociatedInputs { Auto, None }

/// <summary>
/// <see cref="Filtered"/> is a compact list with search as you type (schema 1.6; supported by
/// Teams).
/// </summary>
[JsonConverter(typeof(SchemaSpelling<AdaptiveChoiceInputStyle>))]
public enum AdaptiveChoiceInputStyle { Compact, Expanded, Filtered }

[JsonConverter(typeof(SchemaSpelling<AdaptiveTextInputStyle>))]
public enum AdaptiveTextInputStyle { Text, Tel, Url, Email, Password }

/// <summary><see cref="Drop"/> omits the element.</summary>
public enum AdaptiveFallbackType { None, Drop, Content }
