using System.Text.Json.Nodes;
using TeamsRolloutBot.Cards;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// The data of every button in a step: the rollout, the step, the revision the card was drawn from,
/// and the fields handed out as files.
/// </summary>
internal static class StepData
{
    public static JsonObject For(StepView view, int step) => For(view, Target(view, step));

    public static JsonObject For(StepView view, StepTarget target) => HandedOut.Remember(target.ToData(), view);

    public static StepTarget Target(StepView view, int step) => new(view.Draft.Id, step, view.Draft.DefinitionRevision, view.Editing);
}
