using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>
/// The inputs of every card. Each has a label for screen readers, and typed text in a title never
/// becomes a link or a mention.
/// </summary>
internal static class Inputs
{
    /// <param name="label">May hold typed text.</param>
    /// <param name="maxLength">In UTF-16 units; 0 for unlimited. Only a hint: validate again on
    /// receipt.</param>
    public static AdaptiveTextInput Text(
        string id,
        string label,
        string? value = null,
        string? placeholder = null,
        bool isMultiline = false,
        int maxLength = 0,
        bool isRequired = false,
        string? errorMessage = null) => new()
        {
            Id = id,
            Label = CardText.Plain(label),
            Value = value,
            Placeholder = placeholder,
            IsMultiline = isMultiline,
            MaxLength = maxLength,
            IsRequired = isRequired,
            ErrorMessage = errorMessage,
        };

    public static AdaptiveNumberInput Number(string id, string label, double value) => new() { Id = id, Label = label, Value = value };

    /// <param name="value"><c>yyyy-MM-dd</c> or empty.</param>
    public static AdaptiveDateInput Date(string id, string label, string? value, bool isRequired = false, string? errorMessage = null) =>
        new() { Id = id, Label = label, Value = value, IsRequired = isRequired, ErrorMessage = errorMessage };

    /// <param name="value"><c>HH:mm</c>.</param>
    public static AdaptiveTimeInput Time(string id, string label, string? value) => new() { Id = id, Label = label, Value = value };

    /// <param name="title">The text beside the box; may hold typed text.</param>
    /// <param name="value"><c>true</c> if initially ticked.</param>
    public static AdaptiveToggleInput Toggle(string id, string label, string title, string? value) =>
        new() { Id = id, Label = label, Title = CardText.Unformatted(CardText.Plain(title)), Value = value, Wrap = true };

    /// <param name="value">The initial selection; several values are separated by commas.</param>
    /// <param name="dataQuery">The source of further choices, searched as the user types.</param>
    public static AdaptiveChoiceSetInput Choices(
        string id,
        string label,
        List<AdaptiveChoice> choices,
        string? value = null,
        string? placeholder = null,
        AdaptiveChoiceInputStyle style = AdaptiveChoiceInputStyle.Compact,
        bool isMultiSelect = false,
        bool isRequired = false,
        string? errorMessage = null,
        AdaptiveDataQuery? dataQuery = null) => new()
        {
            Id = id,
            Label = label,
            Choices = isMultiSelect || style == AdaptiveChoiceInputStyle.Expanded ? [.. choices.Select(Unformatted)] : choices,
            Value = value,
            Placeholder = placeholder,
            Style = style,
            IsMultiSelect = isMultiSelect,
            IsRequired = isRequired,
            ErrorMessage = errorMessage,
            DataQuery = dataQuery,
            Wrap = true,
        };

    // Choices in a compact list are not rendered as Markdown.
    private static AdaptiveChoice Unformatted(AdaptiveChoice choice) =>
        new() { Title = CardText.Unformatted(choice.Title!), Value = choice.Value };

    /// <param name="title">The text shown; may hold typed text.</param>
    /// <param name="value">The value sent when it is chosen.</param>
    public static AdaptiveChoice Choice(string title, string value) => new() { Title = CardText.Plain(title), Value = value };
}
