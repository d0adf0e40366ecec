using System.Text.Json.Nodes;
using AdaptiveCards;
using NodaTime;
using TeamsRolloutBot.Domain.Training;
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
                $"{ProgressBar.Line(model.Participant.Progress.CountDone(tasks), tasks.Count)} · go-live {Dates.Day(model.Dates.GoLive)}"),
        };
        foreach (var phase in shown.GroupBy(task => task.Phase))
        {
            var (style, title, due) = Describe(phase.Key, model);
            var done = tasks.Count(task => task.Phase == phase.Key && model.Participant.Progress.IsDone(task));
            body.Add(new AdaptiveContainer
            {
                Items = [CardKit.Markdown($"**{title}** · {done} of {tasks.Count(task => task.Phase == phase.Key)} done")],
                Style = style,
                Spacing = AdaptiveSpacing.Medium,
            });
            body.AddRange(phase.Select(task => TaskRows.Draw(model, task, due, isManagers: true)));
        }

        List<AdaptiveAction> actions =
        [
            model.Cohort.Sessions.Count == 0
                ? Actions.Execute("Plan the training", CardVerbs.SessionForm, Data(model))
                : Actions.Execute("Training sessions", CardVerbs.SessionList, Data(model)),
            Actions.Execute("Who is ready?", CardVerbs.PeopleList, Data(model)),
        ];
        actions.AddRange(Pages.Buttons(
            CardVerbs.ChecklistShow, Data(model).With("list", "manager"), model.Page, Wording.Pages(tasks.Count, TaskRows.PageSize)));

        actions.Add(Actions.Execute("Open questions", CardVerbs.QuestionList, Data(model)));
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, "Implementation manager", $"Your list for {model.Cohort.Name}",
                "From getting ready to the first weeks of use; tick off what is done."),
            body,
            actions);
    }

    private static (AdaptiveContainerStyle Style, string Title, LocalDate Due) Describe(Phase phase, ChecklistModel model) => phase switch
    {
        Phase.GetReady => (AdaptiveContainerStyle.Accent, "1 Get ready", model.Dates.Email),
        Phase.Train => (AdaptiveContainerStyle.Warning, "2 Train", model.Dates.GoLive),
        _ => (AdaptiveContainerStyle.Good, "3 Use", model.Dates.CheckIn(Math.Min(2, model.Definition.Timing.CheckInCount))),
    };

    private static JsonObject Data(ChecklistModel model) =>
        new() { [ActionData.Rollout] = model.RolloutId, [ActionData.Cohort] = model.Cohort.Id.Value };
}
