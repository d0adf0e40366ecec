using TeamsRolloutBot.Domain.Training;
using TeamsRolloutBot.Protocol.AdaptiveCards;

namespace TeamsRolloutBot.Cards;

/// <summary>A task as a row: sign, title with its link, when, and at the right what can be done about it.</summary>
internal static class TaskRows
{
    /// <summary>How many tasks a page shows.</summary>
    public const int PageSize = 12;

    /// <param name="model">Whose task it is.</param>
    /// <param name="task">The task.</param>
    /// <param name="due">By when it is to be done; null when it has no day of its own.</param>
    /// <param name="isManagers">It stands on the implementation manager's list.</param>
    public static ColumnSet Draw(ChecklistModel model, ChecklistTask task, NodaTime.LocalDate? due, bool isManagers)
    {
        var doneAt = model.Participant.Progress.DoneAt(task);
        var data = new ActionData
        {
            ["rollout"] = model.RolloutId,
            ["cohort"] = model.Cohort.Id.Value,
            ["task"] = task.Id,
            ["done"] = doneAt is null,
        };
        if (isManagers)
        {
            data["list"] = "manager";
        }

        if (model.Page > 0)
        {
            data["page"] = model.Page;
        }

        List<AdaptiveElement> content = [Title(task, doneAt is not null)];
        if (doneAt is { } at)
        {
            content.Add(CardKit.Subtle($"Done on {Dates.Short(at.InZone(model.Zone).Date)}"));
        }
        else if (Line(task, due, model.Today) is { } line)
        {
            content.Add(line);
        }

        return CardKit.ActionRow(
            doneAt is null ? "○" : "✓",
            content,
            Actions.Execute(doneAt is null ? "Done" : "Undo", "task.set", data, associatedInputs: AssociatedInputs.None));
    }

    private static TextBlock Title(ChecklistTask task, bool isDone)
    {
        var title = SafeLink.TryCreate(task.Url, out var link) && !isDone ? link.ToMarkdown(task.Title) : CardText.Escape(task.Title);
        return new TextBlock(title) { Spacing = Spacing.None, IsSubtle = isDone ? true : null, Weight = isDone ? null : TextWeight.Bolder };
    }

    private static TextBlock? Line(ChecklistTask task, NodaTime.LocalDate? due, NodaTime.LocalDate today)
    {
        if (due < today)
        {
            return new TextBlock($"Overdue since {Dates.Short(due.Value)}") { Size = TextSize.Small, Spacing = Spacing.None, Color = TextColor.Attention };
        }

        var parts = new[]
        {
            due is { } day ? $"Due {Dates.Short(day)}" : null,
            task.Minutes is { } minutes and > 0 ? Dates.About(minutes) : null,
            task.Detail,
        };
        var text = string.Join(" · ", parts.Where(part => part is not null));
        return text.Length == 0 ? null : CardKit.Subtle(text);
    }
}
