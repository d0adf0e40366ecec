using System.Text.Json.Serialization;

namespace TeamsRolloutBot.Protocol.AdaptiveCards;

/// <summary>Anything that stands in the body of a card.</summary>
[JsonConverter(typeof(AdaptiveElementConverter))]
public abstract record AdaptiveElement
{
    /// <summary>The name clients know it by.</summary>
    [JsonPropertyOrder(-10)]
    public abstract string Type { get; }

    public string? Id { get; init; }

    public Spacing? Spacing { get; init; }

    /// <summary>Draws a line above the element.</summary>
    public bool Separator { get; init; }

    public BlockHeight? Height { get; init; }

    /// <summary>False hides it until an <see cref="ToggleVisibilityAction"/> shows it.</summary>
    public bool? IsVisible { get; init; }

    /// <summary>Shown instead by clients that do not know the element.</summary>
    public AdaptiveElement? Fallback { get; init; }
}

/// <summary>Text with a little Markdown (bold, italic, lists, links). Text from people goes through <see cref="CardText.Escape"/> first.</summary>
public sealed record TextBlock(string Text) : AdaptiveElement
{
    [JsonPropertyOrder(-10)]
    public override string Type => "TextBlock";

    public TextSize? Size { get; init; }

    public TextWeight? Weight { get; init; }

    public TextColor? Color { get; init; }

    public FontType? FontType { get; init; }

    public TextBlockStyle? Style { get; init; }

    public bool? IsSubtle { get; init; }

    /// <summary>On unless switched off: the platform's own default cuts text at the end of the line.</summary>
    public bool Wrap { get; init; } = true;

    public int? MaxLines { get; init; }

    public HorizontalAlignment? HorizontalAlignment { get; init; }
}

/// <summary>Text of differently formatted runs. Markdown is not interpreted.</summary>
public sealed record RichTextBlock(IReadOnlyList<TextRun> Inlines) : AdaptiveElement
{
    [JsonPropertyOrder(-10)]
    public override string Type => "RichTextBlock";

    public HorizontalAlignment? HorizontalAlignment { get; init; }
}

/// <summary>A run of a <see cref="RichTextBlock"/>. Its text is shown as it is.</summary>
public sealed record TextRun(string Text)
{
    [JsonPropertyOrder(-1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string Type { get; } = "TextRun";

    public TextSize? Size { get; init; }

    public TextWeight? Weight { get; init; }

    public TextColor? Color { get; init; }

    public bool? IsSubtle { get; init; }

    public bool Italic { get; init; }

    public bool Strikethrough { get; init; }

    public AdaptiveAction? SelectAction { get; init; }
}

/// <summary>A picture.</summary>
/// <param name="Url">HTTPS or a data URI; PNG, JPEG or GIF, at most 1 MB and 1024 × 1024 pixels.</param>
/// <param name="AltText">Read by screen readers; empty for decoration.</param>
public sealed record Image(string Url, string AltText) : AdaptiveElement
{
    [JsonPropertyOrder(-10)]
    public override string Type => "Image";

    public ImageSize? Size { get; init; }

    public ImageStyle? Style { get; init; }

    /// <summary>Pixels as <c>50px</c>. Set only one of width and height.</summary>
    public string? Width { get; init; }

    public HorizontalAlignment? HorizontalAlignment { get; init; }

    public AdaptiveAction? SelectAction { get; init; }
}

/// <summary>Titles and values in two columns. Both take Markdown, see <see cref="CardText.Escape"/>.</summary>
public sealed record FactSet(IReadOnlyList<Fact> Facts) : AdaptiveElement
{
    [JsonPropertyOrder(-10)]
    public override string Type => "FactSet";
}

public sealed record Fact(string Title, string Value);

/// <summary>Buttons in the body of a card.</summary>
public sealed record ActionSet(IReadOnlyList<AdaptiveAction> Actions) : AdaptiveElement
{
    [JsonPropertyOrder(-10)]
    public override string Type => "ActionSet";

    public HorizontalAlignment? HorizontalAlignment { get; init; }
}
