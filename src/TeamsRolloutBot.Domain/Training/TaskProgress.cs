using System.Collections.Immutable;

namespace TeamsRolloutBot.Domain.Training;

/// <summary>Which tasks of a checklist are done, since when, and who ticked them.</summary>
public sealed record TaskProgress(ImmutableSortedDictionary<string, Instant> Done)
{
    private static readonly ImmutableSortedDictionary<string, PersonId> ByThemselves =
        ImmutableSortedDictionary<string, PersonId>.Empty.WithComparers(StringComparer.Ordinal);

    public static TaskProgress None { get; } = new(ImmutableSortedDictionary<string, Instant>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>
    /// Who ticked a task on the person's behalf; tasks they ticked themselves are not included.
    /// </summary>
    public ImmutableSortedDictionary<string, PersonId> MarkedBy { get; init; } = ByThemselves;

    public bool IsDone(ChecklistTask task) => Done.ContainsKey(task.Id);

    /// <summary>When a task was done; null while it is open.</summary>
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

    /// <summary>
    /// Merges progress from another cohort; for a task done in both, this one's time is kept.
    /// </summary>
    public TaskProgress With(TaskProgress other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var more = other.Done.Where(done => !Done.ContainsKey(done.Key)).ToList();
        return more.Count == 0
            ? this
            : new TaskProgress(Done.AddRange(more))
            {
                MarkedBy = MarkedBy.AddRange(other.MarkedBy.Where(marked => !Done.ContainsKey(marked.Key))),
            };
    }

    /// <summary>Reopens these tasks.</summary>
    public TaskProgress Without(IEnumerable<ChecklistTask> tasks)
    {
        var ids = tasks.Select(task => task.Id).ToList();
        return new TaskProgress(Done.RemoveRange(ids)) { MarkedBy = MarkedBy.RemoveRange(ids) };
    }

    /// <summary>Restricted to these tasks.</summary>
    public TaskProgress Of(IEnumerable<ChecklistTask> tasks)
    {
        var ids = tasks.Select(task => task.Id).ToHashSet(StringComparer.Ordinal);
        return new TaskProgress(Done.RemoveRange(Done.Keys.Where(id => !ids.Contains(id))))
        {
            MarkedBy = MarkedBy.RemoveRange(MarkedBy.Keys.Where(id => !ids.Contains(id))),
        };
    }

    /// <summary>Replaces the ids of people who were forgotten.</summary>
    public TaskProgress Forget(IReadOnlyDictionary<PersonId, PersonId> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var gone = MarkedBy.Where(marked => ids.ContainsKey(marked.Value)).ToList();
        return gone.Count == 0
            ? this
            : this with { MarkedBy = MarkedBy.SetItems(gone.Select(marked => KeyValuePair.Create(marked.Key, ids[marked.Value]))) };
    }

    /// <summary>
    /// Sets a task's state. Idempotent, since clients resend: the first time is kept.
    /// </summary>
    /// <param name="taskId">Which task.</param>
    /// <param name="done">Whether it is done.</param>
    /// <param name="now">The current time.</param>
    /// <param name="by">Who ticked it on the person's behalf; null: they did.</param>
    public TaskProgress Set(string taskId, bool done, Instant now, PersonId? by = null)
    {
        if (done == Done.ContainsKey(taskId))
        {
            return this;
        }

        return done
            ? new TaskProgress(Done.Add(taskId, now)) { MarkedBy = by is { } other ? MarkedBy.Add(taskId, other) : MarkedBy }
            : new TaskProgress(Done.Remove(taskId)) { MarkedBy = MarkedBy.Remove(taskId) };
    }
}
