using System.Text.Json;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Activities;

/// <summary>
/// A pressed button of a card, or a card that refreshes itself, whichever way the client reported
/// it.
/// </summary>
/// <param name="Verb">What is wanted (<c>noun.action</c>). Missing for a button without one: Teams
/// then leaves the field out.</param>
/// <param name="Data">The button's data with the card's inputs merged in by the client. Anybody can
/// send anything: check every id.</param>
/// <param name="IsAutomaticRefresh">The client refreshes the card by itself (<c>trigger:
/// automatic</c>); nobody pressed anything.</param>
/// <param name="IsInvoke">An <c>Action.Execute</c>, which is answered with a card; otherwise an
/// <c>Action.Submit</c>, which cannot be.</param>
/// <param name="ReplyToId">The activity that carries the card.</param>
public sealed record PressedAction(string? Verb, JsonElement Data, bool IsAutomaticRefresh, bool IsInvoke, string? ReplyToId)
{
    private const string VerbProperty = "verb";
    private static readonly JsonElement NoData = JsonDocument.Parse("{}").RootElement.Clone();

    /// <summary>
    /// The card action an activity stands for: an <c>adaptiveCard/action</c> invoke, or a message
    /// with an object as <c>value</c> (<c>Action.Submit</c>, which carries its verb in the data).
    /// Nothing for every other activity.
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
    /// The text of a field; numbers and booleans as JSON spells them. Nothing when missing, null,
    /// or an object or array.
    /// </summary>
    public string? GetString(string name) => Field(name).AsText();

    /// <summary>
    /// A boolean, also as the text that a toggle input sends. Nothing when missing or something
    /// else.
    /// </summary>
    public bool? GetBoolean(string name) => Field(name).AsBoolean();

    /// <summary>
    /// A whole number, also as text. Nothing when missing, fractional, out of range or something
    /// else.
    /// </summary>
    public int? GetInt32(string name) => Field(name).AsInt32();

    private JsonElement? Field(string name) => ((JsonElement?)Data).Find(name);

    private static string? VerbIn(JsonElement data) => ((JsonElement?)data).Find(VerbProperty).AsText();
}
