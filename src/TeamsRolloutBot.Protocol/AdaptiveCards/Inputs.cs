using System.Text.Json.Serialization;

namespace TeamsRolloutBot.Protocol.AdaptiveCards;

/// <summary>An input. Its value arrives under its id in the data of the pressed button, always as text; an empty one may be left out.</summary>
public abstract record InputElement : AdaptiveElement
{
    private protected InputElement(string id, string label)
    {
        Id = id;
        Label = label;
    }

    /// <summary>The input's own label, which screen readers need; a text block above it or a placeholder is no substitute.</summary>
    public string Label { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>Shown beside the input when it is required and empty, or does not fit.</summary>
    public string? ErrorMessage { get; init; }
}

/// <summary>A line or several lines of text.</summary>
public sealed record TextInput(string Id, string Label) : InputElement(Id, Label)
{
    [JsonPropertyOrder(-10)]
    public override string Type => "Input.Text";

    public string? Value { get; init; }

    public string? Placeholder { get; init; }

    public bool IsMultiline { get; init; }

    /// <summary>UTF-16 units. A hint: check again when the text arrives.</summary>
    public int? MaxLength { get; init; }

    /// <summary>A JavaScript regular expression the text has to match.</summary>
    public string? Regex { get; init; }

    public TextInputStyle? Style { get; init; }
}

public sealed record NumberInput(string Id, string Label) : InputElement(Id, Label)
{
    [JsonPropertyOrder(-10)]
    public override string Type => "Input.Number";

    public double? Value { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    public string? Placeholder { get; init; }
}

/// <summary>A date; every text is <c>yyyy-MM-dd</c>.</summary>
public sealed record DateInput(string Id, string Label) : InputElement(Id, Label)
{
    [JsonPropertyOrder(-10)]
    public override string Type => "Input.Date";

    public string? Value { get; init; }

    public string? Min { get; init; }

    public string? Max { get; init; }
}

/// <summary>A time of day; every text is <c>HH:mm</c>.</summary>
public sealed record TimeInput(string Id, string Label) : InputElement(Id, Label)
{
    [JsonPropertyOrder(-10)]
    public override string Type => "Input.Time";

    public string? Value { get; init; }

    public string? Min { get; init; }

    public string? Max { get; init; }
}

/// <summary>A check box. Its value is <see cref="ValueOn"/> or <see cref="ValueOff"/>.</summary>
/// <param name="Title">The text beside the box.</param>
public sealed record ToggleInput(string Id, string Label, string Title) : InputElement(Id, Label)
{
    [JsonPropertyOrder(-10)]
    public override string Type => "Input.Toggle";

    public string Title { get; init; } = CardText.Plain(Title);

    /// <summary>Equal to <see cref="ValueOn"/> to begin with the box ticked.</summary>
    public string? Value { get; init; }

    /// <summary>The platform's default is <c>true</c>.</summary>
    public string? ValueOn { get; init; }

    /// <summary>The platform's default is <c>false</c>.</summary>
    public string? ValueOff { get; init; }

    public bool Wrap { get; init; } = true;
}

/// <summary>A choice of one or several; several values arrive as one text, separated by commas.</summary>
public sealed record ChoiceSetInput(string Id, string Label, IReadOnlyList<Choice> Choices) : InputElement(Id, Label)
{
    [JsonPropertyOrder(-10)]
    public override string Type => "Input.ChoiceSet";

    /// <summary>What is chosen to begin with; several separated by commas.</summary>
    public string? Value { get; init; }

    public ChoiceInputStyle? Style { get; init; }

    public bool IsMultiSelect { get; init; }

    public string? Placeholder { get; init; }

    public bool Wrap { get; init; } = true;

    /// <summary>Further choices found by typing, see <see cref="DataQuery"/>.</summary>
    [JsonPropertyName("choices.data")]
    public DataQuery? ChoicesData { get; init; }
}

/// <summary>One of the choices.</summary>
/// <param name="Title">What is shown; may hold typed text. Round and ticked choices are read as Markdown by some clients, those of a list are not.</param>
/// <param name="Value">What arrives when it is chosen.</param>
public sealed record Choice(string Title, string Value)
{
    [JsonPropertyOrder(-1)]
    public string Title { get; init; } = CardText.Plain(Title);
}

/// <summary>Choices that are looked up while typing (schema 1.6; Teams knows it).</summary>
public sealed record DataQuery(string Dataset)
{
    /// <summary>Everybody in the organisation. Teams answers it itself; the value is the Entra object id.</summary>
    public static DataQuery People { get; } = new("graph.microsoft.com/users");

    /// <summary>The members of the conversation the card is in. Teams answers it itself.</summary>
    public static DataQuery ConversationMembers { get; } = new("graph.microsoft.com/users?scope=currentContext");

    [JsonPropertyOrder(-1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string Type { get; } = "Data.Query";
}
