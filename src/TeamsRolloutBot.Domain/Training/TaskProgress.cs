using System.Collections.Immutable;
using NodaTime;

namespace TeamsRolloutBot.Domain.Training;

/// <summary>Which tasks of a checklist are done, and since when.</summary>
public sealed record TaskProgress(ImmutableSortedDictionary<string, Instant> Done)
{
    public static TaskProgress None { get; } = new(ImmutableSortedDictionary<string, Instant>.Empty.WithComparers(StringComparer.Ordinal));

    public bool IsDone(ChecklistTask task) => Done.ContainsKey(task.Id);

    /// <summary>Since when a task is done; null while it is open.</summary>
    public Instant? DoneAt(ChecklistTask task) => Done.TryGetValue(task.Id, out var at) ? at : null;

    public int CountDone(IReadOnlyList<ChecklistTask> tasks)
    {
        var count = 0;
        for (var i = 0; i < tasks.Count && !Done.IsEmpty; i++)
        {
            count += IsDone(tasks[i]) ? 1 : 0;
        }

        return count;
    }

    public bool AllDone(IReadOnlyList<ChecklistTask> tasks) => CountDone(tasks) == tasks.Count;

    /// <summary>With what is done elsewhere as well; the first time counts.</summary>
    public TaskProgress With(TaskProgress other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var more = other.Done.Where(done => !Done.ContainsKey(done.Key)).ToList();
        return more.Count == 0 ? this : new TaskProgress(Done.AddRange(more));
    }

    /// <summary>With these tasks open.</summary>
    public TaskProgress Without(IEnumerable<ChecklistTask> tasks) => new(Done.RemoveRange(tasks.Select(task => task.Id)));

    /// <summary>
    /// Sets a task to the wanted state. Doing it twice changes nothing: clients repeat what they
    /// send, and the first time counts.
    /// </summary>
    public TaskProgress Set(string taskId, bool done, Instant now)
    {
        if (done == Done.ContainsKey(taskId))
        {
            return this;
        }

        return new TaskProgress(done ? Done.Add(taskId, now) : Done.Remove(taskId));
    }
}
