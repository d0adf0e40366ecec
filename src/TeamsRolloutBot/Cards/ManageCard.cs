using System.Text.Json.Nodes;
using AdaptiveCards;
using NodaTime;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>Everything that can be done with a running rollout, without a word to type.</summary>
internal static class ManageCard
{
    public const string ShowVerb = "manage.show";
    public const string PauseFormVerb = "manage.pause";
    public const string EditCohortVerb = "cohort.edit";
    public const string ReadinessVerb = "readiness.show";

    public static AdaptiveCard Draw(StoredRollout rollout)
    {
        var data = new JsonObject { [ActionData.Rollout] = rollout.Id.Value };
        var cohorts = CohortOrder.ByGoLive(rollout.Definition);
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, "Manage", rollout.Definition.Name,
                "Nothing is sent, moved or removed without being shown first."),
            [
                CardKit.Title("One cohort"),
                CohortPicker.Draw(cohorts, cohorts.Count > 0 ? cohorts[0].Id : null),
                Buttons(
                    Actions.Execute("Move its date", MoveCard.FormVerb, data),
                    // The only cohort can neither be merged nor removed.
                    Actions.Execute(cohorts.Count > 1 ? "Change, merge or remove" : "Change it", EditCohortVerb, data),
                    Actions.Execute("Add people", CardVerbs.PeopleAdd, data),
                    Actions.Execute("Training sessions", CardVerbs.SessionList, data),
                    Actions.Execute("Answers", CardVerbs.AnswersList, data),
                    Actions.Execute("Readiness", ReadinessVerb, data)),
                CardKit.Title("The whole rollout"),
                Buttons(
                    Whole("Add a cohort", CardVerbs.CohortAdd),
                    Whole("Remind who is behind", NudgeCard.NudgeVerb),
                    Whole("Progress as Excel", CardVerbs.ReportProgress),
                    Whole("Reach", ReachCard.ShowVerb),
                    rollout.Rollout.State == RolloutState.Paused ? Whole("Resume", CardVerbs.RolloutResume) : Whole("Pause", PauseFormVerb),
                    Whole("Close", CardVerbs.RolloutClose)),
            ],
            [
                Whole("Company setup", SetupCard.ShowVerb),
                Whole("Subcontractors", SubcontractorCards.ListVerb),
                Whole("Status", CardVerbs.StatusShow),
                Whole("History", HistoryCard.ShowVerb),
                Whole("Other rollouts", RolloutsCard.ListVerb),
            ]
        );

        AdaptiveExecuteAction Whole(string title, string verb) =>
            Actions.Execute(title, verb, data, associatedInputs: AdaptiveAssociatedInputs.None);
    }

    /// <summary>Pauses for good or until a day.</summary>
    public static AdaptiveCard DrawPause(StoredRollout rollout, LocalDate today)
    {
        var data = new JsonObject { [ActionData.Rollout] = rollout.Id.Value };
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Warning, "Manage", $"Pause {rollout.Definition.Name}?",
                "Nothing is sent while it is paused. Checklists can still be ticked, questions are still answered."),
            [Inputs.Date("until", $"Goes on by itself on this day, after {Dates.Full(today)}; empty: when you resume it", string.Empty)],
            [
                Actions.Execute("Pause", CardVerbs.RolloutPause, data, ActionStyle.Positive),
                Actions.Execute("Keep it running", ShowVerb, data, associatedInputs: AdaptiveAssociatedInputs.None),
            ]);
    }

    private static AdaptiveActionSet Buttons(params List<AdaptiveAction> actions) => new() { Actions = actions };
}
