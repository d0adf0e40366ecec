using System.Text.Json.Serialization;
using AdaptiveCards.Serialization;

namespace AdaptiveCards;

/// <summary>
/// An input. Its value arrives under its id in the data of the pressed button, always as text; an
/// empty one may be left out.
/// </summary>
public abstract class AdaptiveInput : AdaptiveElement
{
    private protected AdaptiveInput(string type)
        : base(type)
    {
    }

    /// <summary>
    /// The input's own label, which screen readers need; a text block above it or a placeholder is
    /// no substitute.
    /// </summary>
    public string? Label { get; set; }

    public bool IsRequired { get; set; }

    /// <summary>Shown beside the input when it is required and empty, or does not fit.</summary>
    public string? ErrorMessage { get; set; }
}

/// <summary>A line or several lines of text.</summary>
public sealed class AdaptiveTextInput() : AdaptiveInput("Input.Text")
{
    public string? Value { get; set; }

    public string? Placeholder { get; set; }

    public bool IsMultiline { get; set; }

    /// <summary>
    /// UTF-16 units; 0 for any length. A hint: check again when the text arrives.
    /// </summary>
    public int MaxLength { get; set; }

    /// <summary>A JavaScript regular expression the text has to match.</summary>
    public string? Regex { get; set; }

    public AdaptiveTextInputStyle Style { get; set; }
}

/// <summary>A number; <see cref="double.NaN"/> stands for none.</summary>
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

/// <summary>A date; every text is <c>yyyy-MM-dd</c>.</summary>
public sealed class AdaptiveDateInput() : AdaptiveInput("Input.Date")
{
    public string? Value { get; set; }

    public string? Min { get; set; }

    public string? Max { get; set; }
}

/// <summary>A time of day; every text is <c>HH:mm</c>.</summary>
public sealed class AdaptiveTimeInput() : AdaptiveInput("Input.Time")
{
    public string? Value { get; set; }

    public string? Min { get; set; }

    public string? Max { get; set; }
}

/// <summary>A check box. Its value is <see cref="ValueOn"/> or <see cref="ValueOff"/>.</summary>
public sealed class AdaptiveToggleInput() : AdaptiveInput("Input.Toggle")
{
    /// <summary>The text beside the box.</summary>
    public string? Title { get; set; }

    /// <summary>Equal to <see cref="ValueOn"/> to begin with the box ticked.</summary>
    public string? Value { get; set; }

    /// <summary>The platform's default is <c>true</c>.</summary>
    public string? ValueOn { get; set; }

    /// <summary>The platform's default is <c>false</c>.</summary>
    public string? ValueOff { get; set; }

    public bool Wrap { get; set; }
}

/// <summary>
/// A choice of one or several; several values arrive as one text, separated by commas.
/// </summary>
public sealed class AdaptiveChoiceSetInput() : AdaptiveInput("Input.ChoiceSet")
{
    public List<AdaptiveChoice> Choices { get; set; } = [];

    /// <summary>What is chosen to begin with; several separated by commas.</summary>
    public string? Value { get; set; }

    public AdaptiveChoiceInputStyle Style { get; set; }

    public bool IsMultiSelect { get; set; }

    public string? Placeholder { get; set; }

    public bool Wrap { get; set; }

    /// <summary>Further choices found by typing.</summary>
    [JsonPropertyName("choices.data")]
    public AdaptiveDataQuery? DataQuery { get; set; }
}

/// <summary>One of the choices.</summary>
public sealed class AdaptiveChoice
{
    /// <summary>
    /// What is shown. Round and ticked choices are read as Markdown by some clients, those of a
    /// list are not.
    /// </summary>
    public string? Title { get; set; }

    /// <summary>What arrives when it is chosen.</summary>
    public string? Value { get; set; }
}

/// <summary>Choices that are looked up while typing (schema 1.6; Teams knows it).</summary>
public sealed class AdaptiveDataQuery
{
    [JsonPropertyOrder(-2)]
    public string Type { get; } = "Data.Query";

    public string? Dataset { get; set; }
}
