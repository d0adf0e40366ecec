using System.Text.Json.Serialization;
using AdaptiveCards.Serialization;

namespace AdaptiveCards;

/// <summary>A button, or the action of a clickable element.</summary>
[JsonConverter(typeof(ByTypeConverter<AdaptiveAction>))]
public abstract class AdaptiveAction : AdaptiveTypedElement
{
    private protected AdaptiveAction(string type)
        : base(type)
    {
    }

    public string? Title { get; set; }

    public string? IconUrl { get; set; }

    /// <summary>Read aloud and shown on hover; use it if the title alone is unclear.</summary>
    public string? Tooltip { get; set; }

    /// <summary>
    /// <c>default</c>, <c>positive</c> or <c>destructive</c>. Teams draws them all alike; other
    /// hosts do not.
    /// </summary>
    public string? Style { get; set; }

    public AdaptiveActionMode Mode { get; set; }

    /// <summary>Not honoured by Teams on <see cref="AdaptiveSubmitAction"/>.</summary>
    [JsonIgnore]
    public bool IsEnabled { get; set; } = true;

    [JsonInclude]
    [JsonPropertyName("isEnabled")]
    internal bool? WrittenIsEnabled
    {
        get => Written.UnlessTrue(IsEnabled);
        set => IsEnabled = value ?? true;
    }
}

/// <summary>
/// Sends an <c>adaptiveCard/action</c> invoke that is answered with a card. Requires version 1.4,
/// so give it a fallback.
/// </summary>
public sealed class AdaptiveExecuteAction() : AdaptiveAction("Action.Execute")
{
    /// <summary>The requested action: <c>noun.action</c>.</summary>
    public string? Verb { get; set; }

    /// <summary>The JSON object that is sent back, with the input values added.</summary>
    [JsonIgnore]
    public string? DataJson { get; set; }

    public AdaptiveAssociatedInputs AssociatedInputs { get; set; }

    [JsonInclude]
    [JsonPropertyName("data")]
    internal RawJson? WrittenData
    {
        get => RawJson.Of(DataJson);
        set => DataJson = value?.Text;
    }
}

/// <summary>
/// Sends a message with the data as <c>value</c>; the card can't be replaced in the answer.
/// </summary>
public sealed class AdaptiveSubmitAction() : AdaptiveAction("Action.Submit")
{
    /// <summary>The JSON object that is sent back, with the input values added.</summary>
    [JsonIgnore]
    public string? DataJson { get; set; }

    public AdaptiveAssociatedInputs AssociatedInputs { get; set; }

    [JsonInclude]
    [JsonPropertyName("data")]
    internal RawJson? WrittenData
    {
        get => RawJson.Of(DataJson);
        set => DataJson = value?.Text;
    }
}

public sealed class AdaptiveOpenUrlAction() : AdaptiveAction("Action.OpenUrl")
{
    public Uri? Url { get; set; }
}

public sealed class AdaptiveShowCardAction() : AdaptiveAction("Action.ShowCard")
{
    public AdaptiveCard? Card { get; set; }
}

/// <summary>Toggles the visibility of elements.</summary>
public sealed class AdaptiveToggleVisibilityAction() : AdaptiveAction("Action.ToggleVisibility")
{
    public List<AdaptiveTargetElement> TargetElements { get; set; } = [];
}

/// <summary>An element to show or hide.</summary>
/// <param name="elementId">Its id.</param>
[JsonConverter(typeof(TargetElementConverter))]
public sealed class AdaptiveTargetElement(string elementId)
{
    public string ElementId { get; set; } = elementId;
}
