using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeamsRolloutBot.Protocol.AdaptiveCards;

/// <summary>Writes enum members as the card schemas spell them: <c>extraLarge</c>.</summary>
public sealed class SchemaSpelling<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

[JsonConverter(typeof(SchemaSpelling<TextColor>))]
public enum TextColor { Default, Dark, Light, Accent, Good, Warning, Attention }

[JsonConverter(typeof(SchemaSpelling<TextSize>))]
public enum TextSize { Default, Small, Medium, Large, ExtraLarge }

[JsonConverter(typeof(SchemaSpelling<TextWeight>))]
public enum TextWeight { Default, Lighter, Bolder }

[JsonConverter(typeof(SchemaSpelling<FontType>))]
public enum FontType { Default, Monospace }

/// <summary><see cref="Heading"/> is announced as one by screen readers.</summary>
[JsonConverter(typeof(SchemaSpelling<TextBlockStyle>))]
public enum TextBlockStyle { Default, Heading }

[JsonConverter(typeof(SchemaSpelling<Spacing>))]
public enum Spacing { Default, None, Small, Medium, Large, ExtraLarge, Padding }

[JsonConverter(typeof(SchemaSpelling<ContainerStyle>))]
public enum ContainerStyle { Default, Emphasis, Good, Attention, Warning, Accent }

[JsonConverter(typeof(SchemaSpelling<HorizontalAlignment>))]
public enum HorizontalAlignment { Left, Center, Right }

[JsonConverter(typeof(SchemaSpelling<VerticalAlignment>))]
public enum VerticalAlignment { Top, Center, Bottom }

[JsonConverter(typeof(SchemaSpelling<BlockHeight>))]
public enum BlockHeight { Auto, Stretch }

[JsonConverter(typeof(SchemaSpelling<ImageSize>))]
public enum ImageSize { Auto, Stretch, Small, Medium, Large }

[JsonConverter(typeof(SchemaSpelling<ImageStyle>))]
public enum ImageStyle { Default, Person }

/// <summary>Teams draws all of them alike; other hosts do not.</summary>
[JsonConverter(typeof(SchemaSpelling<ActionStyle>))]
public enum ActionStyle { Default, Positive, Destructive }

/// <summary><see cref="Secondary"/> actions go to the overflow menu.</summary>
[JsonConverter(typeof(SchemaSpelling<ActionMode>))]
public enum ActionMode { Primary, Secondary }

/// <summary>Whether a button sends the card's inputs, and is held back while they are invalid.</summary>
[JsonConverter(typeof(SchemaSpelling<AssociatedInputs>))]
public enum AssociatedInputs { Auto, None }

/// <summary><see cref="Filtered"/> is a compact list that can be searched by typing (schema 1.6; Teams knows it).</summary>
[JsonConverter(typeof(SchemaSpelling<ChoiceInputStyle>))]
public enum ChoiceInputStyle { Compact, Expanded, Filtered }

[JsonConverter(typeof(SchemaSpelling<TextInputStyle>))]
public enum TextInputStyle { Text, Tel, Url, Email, Password }
