using System.Text.Json.Nodes;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Cards;

/// <summary>
/// What a button is about: a rollout, and where the button names them a cohort and a person of it.
/// </summary>
internal sealed record ActionTarget(RolloutId Rollout, CohortId? Cohort = null, PersonId? Person = null)
{
    private const string RolloutName = "rollout";
    private const string CohortName = "cohort";
    private const string PersonName = "person";

    /// <summary>True where a button names a rollout, whether or not there can be such a
    /// one.</summary>
    public static bool IsIn(PressedAction? press) => press?.GetString(RolloutName) is { Length: > 0 };

    /// <summary>Null where no rollout is named; a cohort or person without an id is none.</summary>
    public static ActionTarget? Parse(PressedAction? press) =>
        RolloutId.Parse(press?.GetString(RolloutName)) is { } rollout
            ? new ActionTarget(rollout, CohortId.Parse(press!.GetString(CohortName)), PersonId.Parse(press.GetString(PersonName)))
            : null;

    public JsonObject ToData() =>
        new JsonObject { [RolloutName] = Rollout.Value }.With(CohortName, Cohort?.Value).With(PersonName, Person?.Value);
}
