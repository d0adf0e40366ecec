using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Cards;

/// <summary>
/// Distinguishes a confirmed button press from one that must still ask for confirmation.
/// </summary>
internal static class Confirmation
{
    private const string Name = "confirm";

    /// <summary>Copies a button's data and marks it as confirmed.</summary>
    public static JsonObject Confirmed(this JsonObject data) => data.With(Name, true);

    public static bool IsConfirmed([NotNullWhen(true)] this PressedAction? press) => press?.GetBoolean(Name) == true;
}
