using System.Text.Json.Nodes;
using AdaptiveCards;

namespace TeamsRolloutBot.Cards;

/// <summary>Asks what a copy of a rollout takes along.</summary>
internal static class DuplicateCard
{
    public const string Cohorts = "takeCohorts";
    public const string People = "takePeople";

    public static AdaptiveCard Draw(string rolloutId, string name) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Accent, "Duplicate", name, "The copy is a draft: nothing is sent before you launch it."),
        [
            CardKit.Text("It has the same playbook, committee, best practices, projects, welcome e-mail and timing."),
            Inputs.Toggle(Cohorts, "Cohorts", "Take along the cohorts, with their go-live dates and managers", "false"),
            Inputs.Toggle(People, "People", "Take along their people too", "false"),
        ],
        [
            Actions.Execute(
                "Make the copy", CardVerbs.RolloutDuplicate, new JsonObject
                {
                    [ActionData.Rollout] = rolloutId, [ActionData.Confirm] = true
                }, ActionStyle.Positive)
        ]);
}
