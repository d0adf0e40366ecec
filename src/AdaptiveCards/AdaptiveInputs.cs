using System.Text.Json.Serialization;
using AdaptiveCards.Serialization;

namespace AdaptiveCards;

/// <summary>
/// An input. Its value arrives under its id in the data of the pressed button, always as text;
/// empty values may be omitted.
/// </summary>
public abstract class AdaptiveInput : AdaptiveElement
{
    private protected AdaptiveInput(string type)
        : base(type)
    {
    }

    /// <summary>
    /// The input's own label, required by screen readers; neither a text block above it nor a
    /// placeholder replaces it.
    /// </summary>
    public string? Label { get; set; }

    public bool IsRequired { get; set; }

    /// <summary>Shown next to the input if it is required and empty, or invalid.</summary>
    public string? ErrorMessage { get; set; }
}

/// <summary>Single-line or multi-line text.</summary>
public sealed class AdaptiveTextInput() : AdaptiveInput("Input.Text")
{
    public string? Value { get; set; }

    public string? Placeholder { get; set; }

    public bool IsMultiline { get; set; }

    /// <summary>In UTF-16 units; 0: unlimited. Only a hint: check again on arrival.</summary>
    public int MaxLength { get; set; }

    /// <summary>A JavaScript regular expression the text must match.</summary>
    public string? Regex { get; set; }

    public AdaptiveTextInputStyle Style { get; set; }
}

/// <summary>A number; <see cref="double.NaN"/> means none.</summary>
public sealed class AdaptiveNumberInput() : AdaptiveInput("Input.Number")
{
    [JsonIgnore]
    public double Value { get; set; } = double.NaN;

    [JsonIgnore]
    public double Min { get; set; } = double.NaN;

    [JsonIgnore]
    public double Max { get; set; } = double.NaN;

    public string? Placeholder { get; set; }

    [JsonInclude]
    [JsonPropertyName("value")]
    internal double? WrittenValue
    {
        get => Written.IfFinite(Value);
        set => Value = value ?? double.NaN;
    }

    [JsonInclude]
    [JsonPropertyName("min")]
    internal double? WrittenMin
    {
        get => Written.IfFinite(Min);
        set => Min = value ?? double.NaN;
    }

    [JsonInclude]
    [JsonPropertyName("max")]
    internal double? WrittenMax
    {
        get => Written.IfFinite(Max);
        set => Max = value ?? double.NaN;
    }
}

/// <summary>A date; all texts are <c>yyyy-MM-dd</c>.</summary>
public sealed class AdaptiveDateInput() : AdaptiveInput("Input.Date")
{
    public string? Value { get; set; }

    public string? Min { get; set; }

    public string? Max { get; set; }
}

/// <summary>A time of day; all texts are <c>HH:mm</c>.</summary>
public sealed class AdaptiveTimeInput() : AdaptiveInput("Input.Time")
{
    public string? Value { get; set; }

    public string? Min { get; set; }

    public string? Max { get; set; }
}

/// <summary>A check box. Its value is <see cref="ValueOn"/> or <see cref="ValueOff"/>.</summary>
public sealed class AdaptiveToggleInput() : AdaptiveInput("Input.Toggle")
{
    /// <summary>The text next to the box.</summary>
    public string? Title { get; set; }

    /// <summary>Set to <see cref="ValueOn"/> to start with the box ticked.</summary>
    public string? Value { get; set; }

    /// <summary>The platform's default is <c>true</c>.</summary>
    public string? ValueOn { get; set; }

    /// <summary>The platform's default is <c>false</c>.</summary>
    public string? ValueOff { get; set; }

    public bool Wrap { get; set; }
}

/// <summary>
/// A single or multiple choice; multiple values arrive as one comma-separated text.
/// </summary>
public sealed class AdaptiveChoiceSetInput() : AdaptiveInput("Input.ChoiceSet")
{
    public List<AdaptiveChoice> Choices { get; set; } = [];

    /// <summary>The initial selection; multiple values separated by commas.</summary>
    public string? Value { get; set; }

    public AdaptiveChoiceInputStyle Style { get; set; }

    public bool IsMultiSelect { get; set; }

    public string? Placeholder { get; set; }

    public bool Wrap { get; set; }

    /// <summary>Further choices found while typing.</summary>
    [JsonPropertyName("choices.data")]
    public AdaptiveDataQuery? DataQuery { get; set; }
}

/// <summary>A choice in a choice set.</summary>
public sealed class AdaptiveChoice
{
    /// <summary>
    /// The displayed text. Some clients interpret Markdown in radio buttons and check boxes, but
    /// not in lists.
    /// </summary>
    public string? Title { get; set; }

    /// <summary>The value sent if it is chosen.</summary>
    public string? Value { get; set; }
}

/// <summary>Choices that are looked up while typing (schema 1.6; supported by Teams).</summary>
public sealed class AdaptiveDataQuery
{
    [JsonPropertyOrder(-2)]
    public string Type { get; } = "Data.Query";

    public string? Dataset { get; set; }
}
