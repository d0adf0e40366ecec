using System.Text.Json;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Activities;

/// <summary>
/// A pressed card button or a card's automatic refresh, however the client reports it.
/// </summary>
/// <param name="Verb">The requested action (<c>noun.action</c>). Missing for a button without one:
/// Teams then omits the field.</param>
/// <param name="Data">The button's data with the card's inputs merged in by the client. Untrusted:
/// check every id.</param>
/// <param name="IsAutomaticRefresh">The client refreshes the card by itself (<c>trigger:
/// automatic</c>); nobody pressed anything.</param>
/// <param name="IsInvoke">An <c>Action.Execute</c>, which is answered with a card; otherwise an
/// <c>Action.Submit</c>, which can't be.</param>
/// <param name="ReplyToId">The activity that carries the card.</param>
public sealed record PressedAction(string? Verb, JsonElement Data, bool IsAutomaticRefresh, bool IsInvoke, string? ReplyToId)
{
    private const string VerbProperty = "verb";
    private static readonly JsonElement NoData = JsonDocument.Parse("{}").RootElement.Clone();

    /// <summary>
    /// The card action in an activity: an <c>adaptiveCard/action</c> invoke, or a message with an
    /// object as <c>value</c> (<c>Action.Submit</c>, whose verb is in the data). Null for any other
    /// activity.
    /// </summary>
    public static PressedAction? From(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        if (activity.IsInvoke(InvokeNames.AdaptiveCardAction))
        {
            var action = activity.ReceivedValue.Find("action");
            var data = action.Find("data") ?? NoData;
            var verb = action.Find(VerbProperty).AsText() is { Length: > 0 } own ? own : VerbIn(data);
            var automatic = string.Equals(activity.ReceivedValue.Find("trigger").AsText(), "automatic", StringComparison.OrdinalIgnoreCase);
            return new PressedAction(verb, data, automatic, IsInvoke: true, activity.ReplyToId);
        }

        return activity is { Type: ActivityTypes.Message, Value: JsonElement { ValueKind: JsonValueKind.Object } submitted }
            ? new PressedAction(VerbIn(submitted), submitted, IsAutomaticRefresh: false, IsInvoke: false, activity.ReplyToId)
            : null;
    }

    /// <summary>
    /// The text of a field; numbers and booleans in JSON notation. Null if missing, null, an object
    /// or an array.
    /// </summary>
    public string? GetString(string name) => Field(name).AsText();

    /// <summary>
    /// A boolean, or the text sent by a toggle input. Null if missing or something else.
    /// </summary>
    public bool? GetBoolean(string name) => Field(name).AsBoolean();

    /// <summary>
    /// An integer, or its text. Null if missing, fractional, out of range or something else.
    /// </summary>
    public int? GetInt32(string name) => Field(name).AsInt32();

    private JsonElement? Field(string name) => ((JsonElement?)Data).Find(name);

    private static string? VerbIn(JsonElement data) => ((JsonElement?)data).Find(VerbProperty).AsText();
}
