using System.Text.Json.Serialization;

namespace TeamsRolloutBot.Protocol.AdaptiveCards;

/// <summary>A button, or what a click on an element does.</summary>
[JsonConverter(typeof(AdaptiveActionConverter))]
public abstract record AdaptiveAction
{
    /// <summary>The name clients know it by.</summary>
    [JsonPropertyOrder(-10)]
    public abstract string Type { get; }

    public string? Id { get; init; }

    public string? Title { get; init; }

    public string? IconUrl { get; init; }

    /// <summary>Read aloud and shown on hover: say what the button is about when its title alone does not.</summary>
    public string? Tooltip { get; init; }

    public ActionStyle? Style { get; init; }

    public ActionMode? Mode { get; init; }

    /// <summary>Not honoured by Teams on <see cref="SubmitAction"/>.</summary>
    public bool? IsEnabled { get; init; }

    /// <summary>Shown instead by clients that do not know the action.</summary>
    public AdaptiveAction? Fallback { get; init; }
}

/// <summary>Sends an <c>adaptiveCard/action</c> invoke that is answered with a card. Needs version 1.4: see <see cref="Actions.Execute"/>.</summary>
public sealed record ExecuteAction : AdaptiveAction
{
    [JsonPropertyOrder(-10)]
    public override string Type => "Action.Execute";

    /// <summary>What is wanted: <c>noun.action</c>.</summary>
    public string? Verb { get; init; }

    public ActionData? Data { get; init; }

    public AssociatedInputs? AssociatedInputs { get; init; }
}

/// <summary>Sends a message with the data as <c>value</c>; cannot be answered with a card in its place.</summary>
public sealed record SubmitAction : AdaptiveAction
{
    [JsonPropertyOrder(-10)]
    public override string Type => "Action.Submit";

    public ActionData? Data { get; init; }

    public AssociatedInputs? AssociatedInputs { get; init; }
}

/// <param name="Url">An address that <see cref="SafeLink"/> let through.</param>
public sealed record OpenUrlAction(string Url) : AdaptiveAction
{
    [JsonPropertyOrder(-10)]
    public override string Type => "Action.OpenUrl";
}

public sealed record ShowCardAction(AdaptiveCard Card) : AdaptiveAction
{
    [JsonPropertyOrder(-10)]
    public override string Type => "Action.ShowCard";
}

/// <param name="TargetElements">The ids of the elements to show or hide.</param>
public sealed record ToggleVisibilityAction(IReadOnlyList<string> TargetElements) : AdaptiveAction
{
    [JsonPropertyOrder(-10)]
    public override string Type => "Action.ToggleVisibility";
}
