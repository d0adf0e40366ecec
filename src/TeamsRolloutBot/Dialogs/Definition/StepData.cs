using System.Text.Json.Nodes;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// What every button of a step carries: the rollout, the step, and the revision the card was made
/// from.
/// </summary>
internal static class StepData
{
    public const string Rollout = "rollout";
    public const string Step = "step";
    public const string Revision = "revision";
    public const string Cohort = "cohort";
    public const string Button = "button";

    /// <summary>The cohort whose fields a card shows, where a button opens another one.</summary>
    public const string Edited = "edited";

    public static JsonObject For(StepView view, int step)
    {
        var data = new JsonObject
        {
            [Rollout] = view.Draft.Id.Value,
            [Step] = step,
            [Revision] = view.Draft.DefinitionRevision,
        };
        if (view.Editing is { } cohort)
        {
            data[Cohort] = cohort.Value;
        }

        return Definition.HandedOut.Remember(data, view);
    }
}
