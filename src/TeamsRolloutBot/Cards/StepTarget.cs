using System.Text.Json.Nodes;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Cards;

/// <summary>A step in the definition of a rollout.</summary>
/// <param name="Rollout">The rollout being defined.</param>
/// <param name="Number">The step; null for the current one.</param>
/// <param name="Revision">The draft revision the card was drawn from.</param>
/// <param name="Cohort">The cohort being edited, or the one the button opens.</param>
internal sealed record StepTarget(RolloutId Rollout, int? Number = null, int? Revision = null, CohortId? Cohort = null)
{
    /// <summary>The step number of the review.</summary>
    public const int Review = 11;

    private const string NumberName = "step";
    private const string RevisionName = "revision";
    private const string EditedName = "edited";
    private const string ButtonName = "button";

    /// <summary>
    /// The cohort whose fields the card shows, if the button opens a different one.
    /// </summary>
    public CohortId? Edited { get; init; }

    /// <summary>The id of a step-specific button.</summary>
    public string? Button { get; init; }

    public static StepTarget? Parse(PressedAction? press) =>
        ActionTarget.Parse(press) is { } target
            ? new StepTarget(target.Rollout, press!.GetInt32(NumberName), press.GetInt32(RevisionName), target.Cohort)
            {
                Edited = CohortId.Parse(press.GetString(EditedName)),
                Button = press.GetString(ButtonName),
            }
            : null;

    public JsonObject ToData() => new ActionTarget(Rollout, Cohort).ToData()
        .With(NumberName, Number).With(RevisionName, Revision).With(EditedName, Edited?.Value).With(ButtonName, Button);
}
