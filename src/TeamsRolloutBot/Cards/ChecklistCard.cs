using System.Text.Json.Nodes;
using AdaptiveCards;
using NodaTime;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Training;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>A team member's checklist.</summary>
internal static class ChecklistCard
{
    // The go-live card has all of them.
    private const int MostPractices = 6;

    public static AdaptiveCard Draw(ChecklistModel model) =>
        Draw(model, "Phase 1 of 3 · Get ready", $"Your {model.Definition.Playbook.Product} checklist", null);

    /// <summary>
    /// The same list under another headline: a reminder shows what is still open.
    /// </summary>
    public static AdaptiveCard DrawReminder(ChecklistModel model, string reason) =>
        Draw(model, "Phase 1 of 3 · Reminder", $"Still open on your {model.Definition.Playbook.Product} checklist", reason);

    private static AdaptiveCard Draw(ChecklistModel model, string where, string title, string? reason)
    {
        var tasks = Checklists.ForMember(model.Definition, model.Participant.Role);
        var done = model.Participant.Progress.CountDone(tasks);
        var body = new List<AdaptiveElement>
        {
            CardKit.Markdown($"{ProgressBar.Line(done, tasks.Count)} · {Remaining(model, done == tasks.Count)}"),
        };
        if (reason is not null)
        {
            body.Insert(0, CardKit.Small(reason));
        }

        body.AddRange(tasks.Skip(model.Page * TaskRows.PageSize).Take(TaskRows.PageSize)
            .Select(task => TaskRows.Draw(model, task, model.Dates.Readiness, isManagers: false)));
        body.Add(CardKit.Small(TrainingLine(model)));
        if (Practices(model) is { Count: > 1 } practices)
        {
            var links = practices.Take(MostPractices).Select(practice => practice.Link.ToMarkdown(practice.Title));
            body.Add(
                CardKit.Block($"Best practices (each opens in the browser): {string.Join(" · ", links)}", size: AdaptiveTextSize.Small));
        }

        var card = CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Accent, where, title, $"{model.CohortNames} · {model.Starts}"),
            body,
            Buttons(model, tasks.Count));
        card.Refresh = Actions.Refresh(CardVerbs.ChecklistShow, Data(model), []);
        return card;
    }

    private static List<(string Title, SafeLink Link)> Practices(ChecklistModel model) =>
        [
            .. model
                .Definition.BestPractices.Select(practice =>
                    SafeLink.TryCreate(practice.Url, out var link) ? (practice.Title, link) : default
                )
                .Where(practice => practice.Item2 is not null),
        ];

    /// <summary>When the training is, in a line.</summary>
    private static string TrainingLine(ChecklistModel model) =>
        model.Cohort.Sessions.Count > 0
            ? "Training: "
                + string.Join(
                    "; ",
                    model.Cohort.Sessions.OrderBy(session => session.Start).Take(3)
                        .Select(session => Moment(model.Cohort, session, model.Zone)))
            : model.Today >= model.Dates.GoLive ? "Training: ask your implementation manager when the next session is."
            : $"{TrainingWeek(model)}; the invitation comes here.";

    /// <summary>
    /// When the training is where no session is planned yet, without a full stop.
    /// </summary>
    public static string TrainingWeek(ChecklistModel model) => $"Training: in the week from {Dates.Day(model.Dates.Invitation)}";

    private static string Moment(Cohort cohort, TrainingSession session, DateTimeZone zone) =>
        Dates.Moment(cohort.Zone.AtLeniently(session.Start).ToInstant(), zone);

    private static IEnumerable<AdaptiveAction> Buttons(ChecklistModel model, int count)
    {
        yield return Actions.Execute("Ask a question", CardVerbs.QuestionForm, Data(model));
        foreach (var button in Pages.Buttons(CardVerbs.ChecklistShow, Data(model), model.Page, Wording.Pages(count, TaskRows.PageSize)))
        {
            yield return button;
        }

        if (Practices(model) is [var (_, link)])
        {
            yield return Actions.OpenUrl("Best practice (opens in browser)", link);
        }
    }

    private static string Remaining(ChecklistModel model, bool isAllDone)
    {
        if (isAllDone)
        {
            return "you are ready";
        }

        var days = Period.DaysBetween(model.Today, model.Dates.GoLive);
        return days switch
        {
            < 0 => "your go-live was " + Dates.Short(model.Dates.GoLive),
            0 => "you start today",
            1 => "1 day left",
            _ => $"{days} days left",
        };
    }

    private static JsonObject Data(ChecklistModel model) =>
        new() { [ActionData.Rollout] = model.RolloutId, [ActionData.Cohort] = model.Cohort.Id.Value };
}
