using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Cards;

/// <summary>Tells a button that was asked about from the one that asks.</summary>
internal static class Confirmation
{
    private const string Name = "confirm";

    /// <summary>A copy of a button's data that says yes.</summary>
    public static JsonObject Confirmed(this JsonObject data) => data.With(Name, true);

    public static bool IsConfirmed([NotNullWhen(true)] this PressedAction? press) => press?.GetBoolean(Name) == true;
}
