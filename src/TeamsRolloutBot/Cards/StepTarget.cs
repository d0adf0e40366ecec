using System.Text.Json.Nodes;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Cards;

/// <summary>A step of a rollout's definition.</summary>
/// <param name="Rollout">The rollout that is defined.</param>
/// <param name="Number">The step; null: the one the definition is at.</param>
/// <param name="Revision">The revision the card was made from.</param>
/// <param name="Cohort">The cohort that is edited, or that the button opens.</param>
internal sealed record StepTarget(RolloutId Rollout, int? Number = null, int? Revision = null, CohortId? Cohort = null)
{
    /// <summary>The number of the review.</summary>
    public const int Review = 11;

    private const string NumberName = "step";
    private const string RevisionName = "revision";
    private const string EditedName = "edited";
    private const string ButtonName = "button";

    /// <summary>The cohort whose fields a card shows, where a button opens another one.</summary>
    public CohortId? Edited { get; init; }

    /// <summary>The id of a button that a step has of its own.</summary>
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
