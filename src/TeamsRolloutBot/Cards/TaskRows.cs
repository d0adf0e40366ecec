using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>A task as a row: sign, linked title and date, with its action on the right.</summary>
internal static class TaskRows
{
    /// <summary>How many tasks a page shows.</summary>
    public const int PageSize = 12;

    /// <param name="model">The owner of the checklist.</param>
    /// <param name="task">The task.</param>
    /// <param name="due">The due date; null if the task has none of its own.</param>
    /// <param name="isManagers">The task is on the implementation manager's list.</param>
    public static AdaptiveColumnSet Draw(ChecklistModel model, ChecklistTask task, LocalDate? due, bool isManagers)
    {
        var doneOn = model.Participant.Progress.DoneAt(task)?.InZone(model.Zone).Date;
        var isDone = doneOn is not null;
        var data = new TaskAction(model.RolloutId, model.Cohort.Id, task.Id, !isDone).ToData();
        data = isManagers ? TaskAction.OnManagersList(data) : data;
        data = model.Page > 0 ? data.OnPage(model.Page) : data;
        List<AdaptiveElement> content = [Title(task, isDone)];
        if (doneOn is { } day)
        {
            content.Add(CardKit.Subtle(DoneLine(model.MarkedBy(task), day)));
        }
        else if (Line(task, due, isOverdue: due < model.Today) is { } line)
        {
            content.Add(line);
        }

        return CardKit.ActionRow(
            isDone ? "✓" : "○",
            content,
            Actions.WithoutInputs(
                isDone ? MemberTexts.Undo : MemberTexts.Done, CardVerbs.TaskSet, data, about: PlaybookContent.TaskTitle(task.Title)));
    }

    private static AdaptiveTextBlock Title(ChecklistTask task, bool isDone)
    {
        var text = PlaybookContent.TaskTitle(task.Title);
        var title = SafeLink.TryCreate(task.Url, out var link) && !isDone ? link.ToMarkdown(text) : CardText.Escape(text);
        var weight = isDone ? AdaptiveTextWeight.Default : AdaptiveTextWeight.Bolder;
        return CardKit.Block(title, weight: weight, spacing: AdaptiveSpacing.None, isSubtle: isDone);
    }

    private static string DoneLine(string? by, LocalDate day) => by switch
    {
        null => MemberTexts.DoneOn.With(Dates.Short(day)),
        "" => MemberTexts.DoneOnMarkedForYou.With(Dates.Short(day)),
        _ => MemberTexts.DoneOnMarkedBy.With(Dates.Short(day), Wording.Shorten(by, 60)),
    };

    private static AdaptiveTextBlock? Line(ChecklistTask task, LocalDate? due, bool isOverdue)
    {
        if (isOverdue && due is { } since)
        {
            return CardKit.Block(
                MemberTexts.OverdueSince.With(Dates.Short(since)),
                size: AdaptiveTextSize.Small,
                weight: AdaptiveTextWeight.Bolder,
                spacing: AdaptiveSpacing.None);
        }

        var parts = new[]
        {
            due is { } day ? MemberTexts.Due.With(Dates.Short(day)) : null,
            task.Minutes is { } minutes and > 0 ? Dates.About(minutes) : null,
            task.Detail is { } detail ? PlaybookContent.Of(detail) : null,
        };
        var text = string.Join(" · ", parts.Where(part => part is not null));
        return text.Length == 0 ? null : CardKit.Subtle(text);
    }
}

/// <summary>Sets a task on the presser's own list to the state its button carries.</summary>
internal sealed record TaskAction(RolloutId Rollout, CohortId Cohort, string Task, bool IsDone)
{
    private const string TaskName = "task";
    private const string DoneName = "done";
    private const string ListName = "list";
    private const string Managers = "manager";

    public static TaskAction? Parse(PressedAction? press) =>
        ActionTarget.Parse(press) is { Cohort: { } cohort } target
        && press!.GetString(TaskName) is { } task
        && press.GetBoolean(DoneName) is { } isDone
            ? new TaskAction(target.Rollout, cohort, task, isDone)
            : null;

    public JsonObject ToData() => new ActionTarget(Rollout, Cohort).ToData().With(TaskName, Task).With(DoneName, IsDone);

    /// <summary>Copies a button's data to ask for the implementation manager's list.</summary>
    public static JsonObject OnManagersList(JsonObject data) => data.With(ListName, Managers);

    public static bool IsOnManagersList(PressedAction? press) => press?.GetString(ListName) == Managers;
}
