using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>Builds the buttons of a card.</summary>
internal static class Actions
{
    /// <summary>Teams shows at most this many primary actions.</summary>
    public const int Most = 6;

    /// <summary>The property that carries the verb in the fallback's data.</summary>
    private const string VerbProperty = "verb";

    // Enough to tell similar buttons apart; on a card with many rows every character counts.
    private const int LongestAbout = 60;

    // Relaxed escaping keeps non-ASCII text short on the wire.
    private static readonly JsonSerializerOptions OnTheWire = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// A button that works on every client: an <c>Action.Execute</c> with an <c>Action.Submit</c>
    /// fallback that has the same data plus the verb.
    /// <see cref="Protocol.Activities.PressedAction"/> reads both.
    /// </summary>
    /// <param name="title">The text on the button; may hold typed text.</param>
    /// <param name="verb">The requested action, as <c>noun.action</c>.</param>
    /// <param name="data">The desired state, never a toggle, because Teams repeats invokes.</param>
    /// <param name="style">One of <see cref="ActionStyle"/>.</param>
    /// <param name="associatedInputs">Which inputs are sent with the press.</param>
    /// <param name="about">Tells apart buttons with the same title; may hold typed text. Screen
    /// readers say it after the title.</param>
    public static AdaptiveExecuteAction Execute(
        string title,
        string verb,
        JsonObject? data = null,
        string? style = null,
        AdaptiveAssociatedInputs associatedInputs = AdaptiveAssociatedInputs.Auto,
        string? about = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(verb);
        title = CardText.Plain(title);
        return new AdaptiveExecuteAction
        {
            Title = title,
            Tooltip = about is null ? null : CommonTexts.Labelled.With(title, Wording.Shorten(CardText.Plain(about), LongestAbout)),
            Verb = verb,
            DataJson = data?.ToJsonString(OnTheWire),
            Style = style,
            AssociatedInputs = associatedInputs,
            Fallback = new AdaptiveFallbackElement(new AdaptiveSubmitAction
            {
                Title = title,
                DataJson = (data ?? []).With(VerbProperty, verb).ToJsonString(OnTheWire),
                Style = style,
                AssociatedInputs = associatedInputs,
            }),
        };
    }

    /// <summary>
    /// A button that sends no inputs and works whatever they hold: Back, Cancel, another page.
    /// </summary>
    public static AdaptiveExecuteAction WithoutInputs(string title, string verb, JsonObject? data = null, string? about = null) =>
        Execute(title, verb, data, associatedInputs: AdaptiveAssociatedInputs.None, about: about);

    /// <summary>
    /// Makes a card refresh itself. No fallback is needed: older clients ignore it.
    /// </summary>
    public static AdaptiveRefresh Refresh(string verb, JsonObject data) => new()
    {
        Action = new AdaptiveExecuteAction { Title = ManagerTexts.Refresh, Verb = verb, DataJson = data.ToJsonString(OnTheWire) },
        UserIds = [],
    };

    /// <summary>
    /// If the card can refresh itself, enables automatic refresh for the one user of a personal
    /// chat.
    /// </summary>
    /// <param name="card">The card; modified in place.</param>
    /// <param name="userId">The user's id; Teams accepts only <c>29:</c> ids.</param>
    public static AdaptiveCard RefreshedFor(this AdaptiveCard card, string? userId)
    {
        if (card.Refresh is { } refresh && userId?.StartsWith("29:", StringComparison.Ordinal) == true)
        {
            refresh.UserIds = [userId];
        }

        return card;
    }

    /// <summary>Opens a link. The title should say that it leaves Teams.</summary>
    public static AdaptiveOpenUrlAction OpenUrl(string title, SafeLink link) =>
        new() { Title = CardText.Plain(title), Url = new Uri(link.Url) };

    /// <summary>
    /// Copies a button's data with one field set, or removed if the value is null.
    /// </summary>
    public static JsonObject With(this JsonObject data, string name, JsonNode? value)
    {
        var copy = data.DeepClone().AsObject();
        if (value is null)
        {
            copy.Remove(name);
        }
        else
        {
            copy[name] = value;
        }

        return copy;
    }
}

/// <summary>Button styles. Teams draws them all alike; other hosts do not.</summary>
internal static class ActionStyle
{
    public const string Positive = "positive";
    public const string Destructive = "destructive";
}
