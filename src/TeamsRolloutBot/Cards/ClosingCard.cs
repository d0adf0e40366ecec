using AdaptiveCards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>
/// The closing report after the last check-in: the numbers, the trend, the blockers, and the offer
/// to close.
/// </summary>
internal static class ClosingCard
{
    public const string ShowVerb = "report.closing";
    public const string FileVerb = "report.closingFile";
    private const int MostCheckIns = 12;
    private const int MostStopped = 6;

    public static AdaptiveCard Draw(ClosingModel model)
    {
        var rollout = model.Progress.Rollout;
        List<AdaptiveElement> body =
        [
            new AdaptiveFactSet { Facts = [.. Facts(model).Select(fact => new AdaptiveFact(fact.Name, fact.Value))] }
        ];
        var trend = model.Trend.TakeLast(MostCheckIns).ToList();
        if (trend.Count > 0)
        {
            body.Add(CardKit.Title(ManagerTexts.CheckInByCheckIn));
            body.AddRange(trend.Select(checkIn => CardKit.Row(
                ManagerTexts.CheckIn.With(checkIn.Number),
                ManagerTexts.YesPartlyNoSilent.With(checkIn.Count.Yes, checkIn.Count.Partly, checkIn.Count.No,
                    checkIn.Count.Sent - checkIn.Count.Answered),
                ManagerTexts.Yes.With(Wording.Percent(checkIn.Count.Yes, checkIn.Count.Answered)),
                ManagerTexts.Answered.With(Wording.Percent(checkIn.Count.Answered, checkIn.Count.Sent)))));
        }

        if (model.Stopped.Count > 0)
        {
            body.Add(CardKit.Title(ManagerTexts.WhatStoppedPeople));
            body.AddRange(model.Stopped.Take(MostStopped).Select(each =>
                CardKit.Row(
                    Wording.Shorten(each.By.Text, 200),
                    Wording.Shorten(ManagerTexts.CheckIn4.With(each.By.Name, each.Cohort.Name, each.By.CheckIn), 160))));
            if (model.Stopped.Count > MostStopped)
            {
                body.Add(CardKit.Subtle(ManagerTexts.AndMoreInTheFile.With(model.Stopped.Count - MostStopped)));
            }
        }

        var data = new ActionTarget(rollout.Id).ToData();
        List<AdaptiveAction> actions = [Actions.Execute(ManagerTexts.AsAnExcelFile, FileVerb, data, ActionStyle.Positive)];
        if (model.OpenQuestions > 0)
        {
            actions.Add(Actions.Execute(ManagerTexts.OpenQuestions.With(model.OpenQuestions), CardVerbs.QuestionList, data));
        }

        actions.Add(
            Actions.Execute(
                ManagerTexts.WhoNeedsALook, PeopleCard.ListVerb, data.With(PeopleCard.Behind, "true"))
        );
        if (model.MayClose && model.Progress.Cohorts.All(cohort => cohort.Dates.LastCheckIn < cohort.Today))
        {
            body.Add(
                CardKit.Small(
                    ManagerTexts.NothingMoreIsPlannedCloseThe));
            actions.Add(Actions.Execute(ManagerTexts.CloseTheRollout, CardVerbs.RolloutClose, data));
        }

        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, ManagerTexts.ClosingReport.With(Dates.Day(model.Progress.Today)), rollout.Definition.Name,
                    Line(model)),
            body,
            actions);
    }

    private static string Line(ClosingModel model)
    {
        var (yes, members) = (model.Together.UsageYes, model.Together.Members);
        var share = CommonTexts.Percent.With(Wording.Percent(yes, members));
        return model.Progress.CountsPeople
            ? ManagerTexts.OfPeopleUseItByTheir.With(yes, members, share)
            : ManagerTexts.OfCountAsUsingItBy.With(yes, model.Progress.People, share);
    }

    private static IEnumerable<(string Name, string Value)> Facts(ClosingModel model)
    {
        var all = model.Together;
        yield return (ManagerTexts.People, ManagerTexts.InCohorts.With(model.Progress.People, model.Progress.Cohorts.Count));
        yield return (ManagerTexts.FinishedPhase1, $"{all.Ready:N0}");
        yield return (
            ManagerTexts.Trained,
            model.Progress.Cohorts.Any(cohort => cohort.Trained is not null)
                ? $"{all.Trained:N0}"
                : ManagerTexts.NotNoted);
        yield return (
            ManagerTexts.LastAnswers,
            ManagerTexts.YesPartlyNoSilent2.With(all.UsageYes, all.UsagePartly, all.UsageNo, all.Silent));
        yield return (ManagerTexts.NeverStarted, ManagerTexts.People2.With(all.NeverStarted));
        yield return (ManagerTexts.AtRisk, ManagerTexts.People2.With(all.AtRisk));
        yield return (ManagerTexts.Questions,
            ManagerTexts.AnsweredOpen.With(model.Sum(counts => counts.QuestionsAnswered), model.OpenQuestions));
    }
}
