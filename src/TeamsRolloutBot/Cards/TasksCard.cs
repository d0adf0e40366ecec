using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>The checklist of a cohort's implementation manager, phase by phase.</summary>
internal static class TasksCard
{
    public static AdaptiveCard Draw(ChecklistModel model)
    {
        var tasks = Checklists.ForImplementationManager(model.Definition);
        var shown = tasks.Skip(model.Page * TaskRows.PageSize).Take(TaskRows.PageSize).ToList();
        var body = new List<AdaptiveElement>
        {
            CardKit.Markdown(
                MemberTexts.GoLive.With(ProgressBar.Line(model.Participant.Progress.CountDone(tasks), tasks.Count),
                    Dates.Day(model.Dates.GoLive))),
        };
        foreach (var phase in shown.GroupBy(task => task.Phase))
        {
            var (style, title, due) = Describe(phase.Key, model);
            var done = tasks.Count(task => task.Phase == phase.Key && model.Participant.Progress.IsDone(task));
            body.Add(new AdaptiveContainer
            {
                Items = [CardKit.Markdown(MemberTexts.OfDone2.With(title, done, tasks.Count(task => task.Phase == phase.Key)))],
                Style = style,
                Spacing = AdaptiveSpacing.Medium,
            });
            body.AddRange(phase.Select(task => TaskRows.Draw(model, task, due, isManagers: true)));
        }

        List<AdaptiveAction> actions =
        [
            model.Cohort.Sessions.Count == 0
                ? Actions.Execute(MemberTexts.PlanTheTraining, CardVerbs.SessionForm, Data(model))
                : Actions.Execute(MemberTexts.TrainingSessions, CardVerbs.SessionList, Data(model)),
            Actions.Execute(MemberTexts.WhoIsReady, CardVerbs.PeopleList, Data(model)),
        ];
        actions.AddRange(Pages.Buttons(
            CardVerbs.ChecklistShow, TaskAction.OnManagersList(Data(model)), model.Page, Wording.Pages(tasks.Count, TaskRows.PageSize)));

        actions.Add(Actions.Execute(ManagerTexts.DoneForMyCrew, CrewCard.ShowVerb, Data(model)));
        actions.Add(Actions.Execute(MemberTexts.OpenQuestions, CardVerbs.QuestionList, Data(model)));
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, MemberTexts.ImplementationManager, MemberTexts.YourListFor.With(model.Cohort.Name),
                MemberTexts.FromGettingReadyToTheFirst),
            body,
            actions);
    }

    private static (AdaptiveContainerStyle Style, string Title, LocalDate Due) Describe(Phase phase, ChecklistModel model) => phase switch
    {
        Phase.GetReady => (AdaptiveContainerStyle.Accent, MemberTexts.Text1GetReady, model.Dates.Email),
        Phase.Train => (AdaptiveContainerStyle.Warning, MemberTexts.Text2Train, model.Dates.GoLive),
        _ => (AdaptiveContainerStyle.Good, MemberTexts.Text3Use, model.Dates.CheckIn(Math.Min(2, model.Definition.Timing.CheckInCount))),
    };

    private static JsonObject Data(ChecklistModel model) =>
        new ActionTarget(model.RolloutId, model.Cohort.Id).ToData();
}
