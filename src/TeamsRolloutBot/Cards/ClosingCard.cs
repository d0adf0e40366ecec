using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>
/// How a rollout has gone, after its last check-in: the numbers, the trend, what stopped people,
/// and the offer to close.
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
            body.Add(CardKit.Title("Check-in by check-in"));
            body.AddRange(trend.Select(checkIn => CardKit.Row(
                $"Check-in {checkIn.Number}",
                $"{checkIn.Count.Yes:N0} yes · {checkIn.Count.Partly:N0} partly · {checkIn.Count.No:N0} no · "
                    + $"{checkIn.Count.Sent - checkIn.Count.Answered:N0} silent",
                $"{Wording.Percent(checkIn.Count.Yes, checkIn.Count.Answered)} % yes",
                $"{Wording.Percent(checkIn.Count.Answered, checkIn.Count.Sent)} % answered")));
        }

        if (model.Stopped.Count > 0)
        {
            body.Add(CardKit.Title("What stopped people"));
            body.AddRange(model.Stopped.Take(MostStopped).Select(each =>
                CardKit.Row(
                    Wording.Shorten(each.By.Text, 200),
                    Wording.Shorten($"{each.By.Name} · {each.Cohort.Name} · check-in {each.By.CheckIn}", 160))));
            if (model.Stopped.Count > MostStopped)
            {
                body.Add(CardKit.Subtle($"and {model.Stopped.Count - MostStopped:N0} more in the file"));
            }
        }

        var data = new JsonObject { [ActionData.Rollout] = rollout.Id.Value };
        List<AdaptiveAction> actions = [Actions.Execute("As an Excel file", FileVerb, data, ActionStyle.Positive)];
        if (model.OpenQuestions > 0)
        {
            actions.Add(Actions.Execute($"Open questions ({model.OpenQuestions:N0})", CardVerbs.QuestionList, data));
        }

        actions.Add(
            Actions.Execute(
                "Who needs a look", PeopleCard.ListVerb, data.With(PeopleCard.Behind, "true").With(ActionData.Cohort, CohortPicker.All))
        );
        if (model.MayClose)
        {
            body.Add(
                CardKit.Small(
                    "Nothing more is planned. Close the rollout when you are through with it: its status stays readable, and nobody is "
                        + "asked anything any more."));
            actions.Add(Actions.Execute("Close the rollout", CardVerbs.RolloutClose, data));
        }

        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, $"Closing report · {Dates.Day(model.Progress.Today)}", rollout.Definition.Name, Line(model)),
            body,
            actions);
    }

    private static string Line(ClosingModel model)
    {
        var (yes, members) = (model.Together.UsageYes, model.Together.Members);
        var share = $"{Wording.Percent(yes, members)} %";
        return model.Progress.CountsPeople
            ? $"{yes:N0} of {Wording.Count(members, "person uses", "people use")} it by their last answer: {share}"
            : $"{yes:N0} of {model.Progress.People} count as using it by the last answer: {share}";
    }

    private static IEnumerable<(string Name, string Value)> Facts(ClosingModel model)
    {
        var all = model.Together;
        yield return ("People", $"{model.Progress.People} in {Wording.Count(model.Progress.Cohorts.Count, "cohort", "cohorts")}");
        yield return ("Finished phase 1", $"{all.Ready:N0}");
        yield return (
            "Trained",
            model.Progress.Cohorts.Any(cohort => cohort.Trained is not null)
                ? $"{all.Trained:N0}"
                : "not noted");
        yield return (
            "Last answers",
            $"{all.UsageYes:N0} yes, {all.UsagePartly:N0} partly, {all.UsageNo:N0} no, {all.Silent:N0} silent");
        yield return ("Never started", Wording.Count(all.NeverStarted, "person", "people"));
        yield return ("At risk", Wording.Count(all.AtRisk, "person", "people"));
        yield return ("Questions", $"{model.Sum(counts => counts.QuestionsAnswered):N0} answered, {model.OpenQuestions:N0} open");
    }
}
