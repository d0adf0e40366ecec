using NodaTime;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Training;
using TeamsRolloutBot.Protocol.AdaptiveCards;

namespace TeamsRolloutBot.Cards;

/// <summary>A task as a row: sign, title with its link, when, and at the right what can be done about it.</summary>
internal static class TaskRows
{
    /// <summary>How many tasks a page shows.</summary>
    public const int PageSize = 12;

    // A row says the same to everybody of a cohort who is as far with the task, and a list is drawn with every tick.
    private static readonly DrawnOnce<ChecklistTask, TaskRow, WrittenElement> Rows = new(most: 512);

    /// <param name="model">Whose task it is.</param>
    /// <param name="task">The task.</param>
    /// <param name="due">By when it is to be done; null when it has no day of its own.</param>
    /// <param name="isManagers">It stands on the implementation manager's list.</param>
    public static WrittenElement Draw(ChecklistModel model, ChecklistTask task, LocalDate? due, bool isManagers)
    {
        var doneOn = model.Participant.Progress.DoneAt(task)?.InZone(model.Zone).Date;
        var row = new TaskRow(model.RolloutId, model.Cohort.Id, model.Page, isManagers, doneOn, doneOn is null ? due : null, doneOn is null && due < model.Today);
        return Rows.Get(task, row, (row, task), static of => WrittenElement.Of(Draw(of.row, of.task)));
    }

    private static ColumnSet Draw(TaskRow row, ChecklistTask task)
    {
        var isDone = row.DoneOn is not null;
        var data = new ActionData
        {
            ["rollout"] = row.RolloutId,
            ["cohort"] = row.Cohort.Value,
            ["task"] = task.Id,
            ["done"] = !isDone,
        };
        if (row.IsManagers)
        {
            data["list"] = "manager";
        }

        if (row.Page > 0)
        {
            data["page"] = row.Page;
        }

        List<AdaptiveElement> content = [Title(task, isDone)];
        if (row.DoneOn is { } day)
        {
            content.Add(CardKit.Subtle($"Done on {Dates.Short(day)}"));
        }
        else if (Line(task, row) is { } line)
        {
            content.Add(line);
        }

        return CardKit.ActionRow(
            isDone ? "✓" : "○",
            content,
            Actions.Execute(isDone ? "Undo" : "Done", "task.set", data, associatedInputs: AssociatedInputs.None));
    }

    private static TextBlock Title(ChecklistTask task, bool isDone)
    {
        var title = SafeLink.TryCreate(task.Url, out var link) && !isDone ? link.ToMarkdown(task.Title) : CardText.Escape(task.Title);
        return new TextBlock(title) { Spacing = Spacing.None, IsSubtle = isDone ? true : null, Weight = isDone ? null : TextWeight.Bolder };
    }

    private static TextBlock? Line(ChecklistTask task, TaskRow row)
    {
        if (row is { IsOverdue: true, Due: { } since })
        {
            return new TextBlock($"Overdue since {Dates.Short(since)}") { Size = TextSize.Small, Spacing = Spacing.None, Color = TextColor.Attention };
        }

        var parts = new[]
        {
            row.Due is { } day ? $"Due {Dates.Short(day)}" : null,
            task.Minutes is { } minutes and > 0 ? Dates.About(minutes) : null,
            task.Detail,
        };
        var text = string.Join(" · ", parts.Where(part => part is not null));
        return text.Length == 0 ? null : CardKit.Subtle(text);
    }

    /// <summary>All that a row depends on besides its task.</summary>
    private readonly record struct TaskRow(string RolloutId, CohortId Cohort, int Page, bool IsManagers, LocalDate? DoneOn, LocalDate? Due, bool IsOverdue);
}
