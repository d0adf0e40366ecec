using AdaptiveCards;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>
/// The menu of everything that can be done with a running rollout, without typing.
/// </summary>
internal static class ManageCard
{
    public const string ShowVerb = "manage.show";
    public const string PauseFormVerb = "manage.pause";
    public const string EditCohortVerb = "cohort.edit";
    public const string ReadinessVerb = "readiness.show";

    public static AdaptiveCard Draw(StoredRollout rollout)
    {
        var data = new ActionTarget(rollout.Id).ToData();
        var cohorts = CohortOrder.ByGoLive(rollout.Definition);
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, ManagerTexts.Manage, rollout.Definition.Name,
                ManagerTexts.NothingIsSentMovedOrRemoved),
            [
                CardKit.Title(ManagerTexts.OneCohort),
                CohortPicker.Draw(cohorts, cohorts.Count > 0 ? cohorts[0].Id : null),
                Buttons(
                    Actions.Execute(ManagerTexts.MoveItsDate, MoveCard.FormVerb, data),
                    // A sole cohort can be neither merged nor removed.
                    Actions.Execute(cohorts.Count > 1 ? ManagerTexts.ChangeMergeOrRemove : ManagerTexts.ChangeIt, EditCohortVerb, data),
                    Actions.Execute(ManagerTexts.AddPeople, CardVerbs.PeopleAdd, data),
                    Actions.Execute(ManagerTexts.TrainingSessions, CardVerbs.SessionList, data),
                    Actions.Execute(ManagerTexts.Answers, CardVerbs.AnswersList, data),
                    Actions.Execute(ManagerTexts.Readiness, ReadinessVerb, data)),
                Buttons(
                    Actions.Execute(ManagerTexts.DoneForMyCrew, CrewCard.ShowVerb, data),
                    Actions.Execute(ManagerTexts.ASheetToPrint, SheetCard.ShowVerb, data)),
                CardKit.Title(ManagerTexts.TheWholeRollout),
                Buttons(
                    Whole(ManagerTexts.AddACohort, CardVerbs.CohortAdd),
                    Whole(ManagerTexts.NudgeWhoIsBehind, NudgeCard.NudgeVerb),
                    Whole(ManagerTexts.ProgressAsExcel, CardVerbs.ReportProgress),
                    Whole(ManagerTexts.Reach, ReachCard.ShowVerb),
                    rollout.Rollout.State == RolloutState.Paused ? Whole(ManagerTexts.Resume, CardVerbs.RolloutResume)
                        : Whole(ManagerTexts.Pause, PauseFormVerb),
                    Whole(ManagerTexts.Close, CardVerbs.RolloutClose)),
            ],
            [
                Whole(ManagerTexts.CompanySetup, SetupCard.ShowVerb),
                Whole(ManagerTexts.Subcontractors, SubcontractorCards.ListVerb),
                Whole(ManagerTexts.Status, CardVerbs.StatusShow),
                Whole(ManagerTexts.History, HistoryCard.ShowVerb),
                Whole(ManagerTexts.OtherRollouts, RolloutsCard.ListVerb),
            ]
        );

        AdaptiveExecuteAction Whole(string title, string verb) =>
            Actions.WithoutInputs(title, verb, data);
    }

    /// <summary>Pauses indefinitely or until a date.</summary>
    public static AdaptiveCard DrawPause(StoredRollout rollout, LocalDate today)
    {
        var data = new ActionTarget(rollout.Id).ToData();
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Warning, ManagerTexts.Manage, ManagerTexts.Pause2.With(rollout.Definition.Name),
                ManagerTexts.NothingIsSentWhileItIs),
            [Inputs.Date("until", ManagerTexts.GoesOnByItselfOnThis.With(Dates.Full(today)), string.Empty)],
            [
                Actions.Execute(ManagerTexts.Pause, CardVerbs.RolloutPause, data, ActionStyle.Positive),
                Actions.WithoutInputs(ManagerTexts.KeepItRunning, ShowVerb, data),
            ]);
    }

    private static AdaptiveActionSet Buttons(params List<AdaptiveAction> actions) => new() { Actions = actions };
}
