using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>The buttons a card is built of.</summary>
internal static class Actions
{
    /// <summary>Teams shows no more primary actions than this.</summary>
    public const int Most = 6;

    /// <summary>The name under which the fallback carries its verb.</summary>
    private const string VerbProperty = "verb";

    // Enough to tell a button from its neighbours: each letter counts in a card of many rows.
    private const int LongestAbout = 60;

    // More user ids than this are refused by Teams.
    private static readonly JsonSerializerOptions OnTheWire = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// A button that works on every client: an <c>Action.Execute</c>, and for clients that do not
    /// know it an <c>Action.Submit</c> with the same data and the verb in it.
    /// <see cref="Protocol.Activities.PressedAction"/> reads both alike.
    /// </summary>
    /// <param name="title">The text on the button; may hold typed text.</param>
    /// <param name="verb">What is wanted: <c>noun.action</c>.</param>
    /// <param name="data">The wanted state, not a toggle: Teams repeats invokes.</param>
    /// <param name="style">One of <see cref="ActionStyle"/>.</param>
    /// <param name="associatedInputs">Which inputs are sent along.</param>
    /// <param name="about">What the button is about where several have the same title; may hold
    /// typed text. Screen readers say it after the title.</param>
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
            Tooltip = about is null ? null : CommonTexts.ButtonAbout.With(title, Wording.Shorten(CardText.Plain(about), LongestAbout)),
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
    /// A button that works whatever is typed on its card, and sends none of it: Back, Cancel,
    /// another page.
    /// </summary>
    public static AdaptiveExecuteAction WithoutInputs(string title, string verb, JsonObject? data = null, string? about = null) =>
        Execute(title, verb, data, associatedInputs: AdaptiveAssociatedInputs.None, about: about);

    /// <summary>
    /// How a card refreshes itself. Its action has no fallback: clients without refresh ignore it.
    /// </summary>
    public static AdaptiveRefresh Refresh(string verb, JsonObject data) => new()
    {
        Action = new AdaptiveExecuteAction { Title = ManagerTexts.Refresh, Verb = verb, DataJson = data.ToJsonString(OnTheWire) },
        UserIds = [],
    };

    /// <summary>
    /// Lets the client of the one person in a personal chat keep the card up to date by itself,
    /// where the card can be.
    /// </summary>
    /// <param name="card">The card; changed.</param>
    /// <param name="userId">The person's id; only <c>29:</c> ids are taken by Teams.</param>
    public static AdaptiveCard RefreshedFor(this AdaptiveCard card, string? userId)
    {
        if (card.Refresh is { } refresh && userId?.StartsWith("29:", StringComparison.Ordinal) == true)
        {
            refresh.UserIds = [userId];
        }

        return card;
    }

    /// <summary>A link. The title should say that it leaves Teams.</summary>
    public static AdaptiveOpenUrlAction OpenUrl(string title, SafeLink link) =>
        new() { Title = CardText.Plain(title), Url = new Uri(link.Url) };

    /// <summary>A copy of a button's data with one field added or replaced; null: without
    /// it.</summary>
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

/// <summary>How a button is drawn; Teams draws all alike, other hosts do not.</summary>
internal static class ActionStyle
{
    public const string Positive = "positive";
    public const string Destructive = "destructive";
}
