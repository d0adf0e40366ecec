using System.Text.Json.Nodes;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// A field whose text did not fit into its card and went to the person as a file. The card's
/// buttons remember it: the field is shown empty, and empty it must not be taken for an answer.
/// </summary>
/// <param name="Field">The field's id.</param>
/// <param name="Token">The token of the file.</param>
internal sealed record HandedOut(string Field, string Token)
{
    private const string Name = "handedOut";

    /// <summary>What a pressed card had handed out and did not get back.</summary>
    public static IReadOnlyList<HandedOut> Missing(PressedAction action, StepInput input) =>
    [
        .. (action.GetString(Name) ?? string.Empty)
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split(':'))
            .Where(parts => parts.Length == 2 && input.Text(parts[0]).Length == 0)
            .Select(parts => new HandedOut(parts[0], parts[1])),
    ];

    /// <summary>The data of a button with what its card hands out.</summary>
    public static JsonObject Remember(JsonObject data, StepView view) =>
        view.HandedOut.Count == 0
            ? data
            : data.With(Name, string.Join(',', view.HandedOut.Select(entry => $"{entry.Field}:{entry.Token}")));

    /// <summary>Refuses the empty fields.</summary>
    /// <param name="missing">What did not come back.</param>
    /// <param name="button">The button that leaves everything as it is stored.</param>
    public static IReadOnlyList<FieldError> Refuse(IReadOnlyList<HandedOut> missing, string button) =>
        [
            .. missing.Select(
                entry =>
                    new FieldError(
                        entry.Field,
                        DefinitionTexts.ThisCameBackEmptySoNothing.With(button)))
        ];
}
