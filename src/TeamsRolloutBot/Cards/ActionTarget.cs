using System.Text.Json.Nodes;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Cards;

/// <summary>
/// The target of a button: a rollout and, optionally, a cohort and a person in it.
/// </summary>
internal sealed record ActionTarget(RolloutId Rollout, CohortId? Cohort = null, PersonId? Person = null)
{
    private const string RolloutName = "rollout";
    private const string CohortName = "cohort";
    private const string PersonName = "person";

    /// <summary>Whether a button names a rollout at all, even with an invalid id.</summary>
    public static bool IsIn(PressedAction? press) => press?.GetString(RolloutName) is { Length: > 0 };

    /// <summary>
    /// Null when no rollout is named. An invalid cohort or person id reads as null.
    /// </summary>
    public static ActionTarget? Parse(PressedAction? press) =>
        RolloutId.Parse(press?.GetString(RolloutName)) is { } rollout
            ? new ActionTarget(rollout, CohortId.Parse(press!.GetString(CohortName)), PersonId.Parse(press.GetString(PersonName)))
            : null;

    public JsonObject ToData() =>
        new JsonObject { [RolloutName] = Rollout.Value }.With(CohortName, Cohort?.Value).With(PersonName, Person?.Value);
}
