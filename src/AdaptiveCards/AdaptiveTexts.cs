using System.Text.Json.Serialization;
using AdaptiveCards.Serialization;

namespace AdaptiveCards;

/// <summary>
/// Text with basic Markdown (bold, italic, lists, links). Text from people must be escaped first.
/// </summary>
public sealed class AdaptiveTextBlock() : AdaptiveElement("TextBlock")
{
    public AdaptiveTextBlock(string text)
        : this() => Text = text;

    public string Text { get; set; } = string.Empty;

    public AdaptiveTextSize Size { get; set; }

    public AdaptiveTextWeight Weight { get; set; }

    public AdaptiveTextColor Color { get; set; }

    public AdaptiveFontType FontType { get; set; }

    public AdaptiveTextBlockStyle Style { get; set; }

    public bool IsSubtle { get; set; }

    /// <summary>Off by default: the text is then cut off at the end of the line.</summary>
    public bool Wrap { get; set; }

    public int MaxLines { get; set; }

    public AdaptiveHorizontalAlignment HorizontalAlignment { get; set; }
}

/// <summary>Text with differently formatted runs. Markdown is not interpreted.</summary>
public sealed class AdaptiveRichTextBlock() : AdaptiveElement("RichTextBlock")
{
    public List<AdaptiveInline> Inlines { get; set; } = [];

    public AdaptiveHorizontalAlignment HorizontalAlignment { get; set; }
}

/// <summary>A part of an <see cref="AdaptiveRichTextBlock"/>.</summary>
[JsonConverter(typeof(ByTypeConverter<AdaptiveInline>))]
public abstract class AdaptiveInline
{
    private protected AdaptiveInline(string type) => Type = type;

    /// <summary>The type's name in JSON.</summary>
    [JsonPropertyOrder(-2)]
    public string Type { get; }
}

/// <summary>A run of an <see cref="AdaptiveRichTextBlock"/>. Its text is shown literally.</summary>
public sealed class AdaptiveTextRun() : AdaptiveInline("TextRun")
{
    public AdaptiveTextRun(string text)
        : this() => Text = text;

    public string Text { get; set; } = string.Empty;

    public AdaptiveTextSize Size { get; set; }

    public AdaptiveTextWeight Weight { get; set; }

    public AdaptiveTextColor Color { get; set; }

    public bool IsSubtle { get; set; }

    public bool Italic { get; set; }

    public bool Strikethrough { get; set; }

    public AdaptiveAction? SelectAction { get; set; }
}

/// <summary>Titles and values in two columns. Both support Markdown.</summary>
public sealed class AdaptiveFactSet() : AdaptiveElement("FactSet")
{
    public List<AdaptiveFact> Facts { get; set; } = [];
}

public sealed class AdaptiveFact(string title, string value)
{
    public string Title { get; set; } = title;

    public string Value { get; set; } = value;
}
