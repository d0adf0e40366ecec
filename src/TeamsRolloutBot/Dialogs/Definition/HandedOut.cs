using System.Text.Json.Nodes;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// A field whose text did not fit in its card and was handed out as a file. The card's buttons
/// remember it, because an empty field must not count as an answer.
/// </summary>
/// <param name="Field">The field's id.</param>
/// <param name="Token">The file's token.</param>
internal sealed record HandedOut(string Field, string Token)
{
    private const string Name = "handedOut";

    /// <summary>The fields a pressed card had handed out and that came back empty.</summary>
    public static IReadOnlyList<HandedOut> Missing(PressedAction action) =>
    [
        .. (action.GetString(Name) ?? string.Empty)
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split(':'))
            .Where(parts => parts.Length == 2 && string.IsNullOrWhiteSpace(action.GetString(parts[0])))
            .Select(parts => new HandedOut(parts[0], parts[1])),
    ];

    /// <summary>Adds the card's handed-out fields to a button's data.</summary>
    public static JsonObject Remember(JsonObject data, StepView view) =>
        view.HandedOut.Count == 0
            ? data
            : data.With(Name, string.Join(',', view.HandedOut.Select(entry => $"{entry.Field}:{entry.Token}")));

    /// <summary>Rejects the empty fields.</summary>
    /// <param name="missing">The fields that came back empty.</param>
    /// <param name="button">The button that leaves everything as stored.</param>
    public static IReadOnlyList<FieldError> Refuse(IReadOnlyList<HandedOut> missing, string button) =>
        [
            .. missing.Select(
                entry =>
                    new FieldError(
                        entry.Field,
                        DefinitionTexts.ThisCameBackEmptySoNothing.With(button)))
        ];
}
