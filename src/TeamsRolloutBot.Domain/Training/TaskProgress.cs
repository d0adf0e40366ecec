using System.Collections.Immutable;

namespace TeamsRolloutBot.Domain.Training;

/// <summary>Which tasks of a checklist are done, since when, and who said so.</summary>
public sealed record TaskProgress(ImmutableSortedDictionary<string, Instant> Done)
{
    private static readonly ImmutableSortedDictionary<string, PersonId> ByThemselves =
        ImmutableSortedDictionary<string, PersonId>.Empty.WithComparers(StringComparer.Ordinal);

    public static TaskProgress None { get; } = new(ImmutableSortedDictionary<string, Instant>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>
    /// Who ticked a task off for the person; what they ticked off themselves is not in it.
    /// </summary>
    public ImmutableSortedDictionary<string, PersonId> MarkedBy { get; init; } = ByThemselves;

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
        return more.Count == 0
            ? this
            : new TaskProgress(Done.AddRange(more))
            {
                MarkedBy = MarkedBy.AddRange(other.MarkedBy.Where(marked => !Done.ContainsKey(marked.Key))),
            };
    }

    /// <summary>With these tasks open.</summary>
    public TaskProgress Without(IEnumerable<ChecklistTask> tasks)
    {
        var ids = tasks.Select(task => task.Id).ToList();
        return new TaskProgress(Done.RemoveRange(ids)) { MarkedBy = MarkedBy.RemoveRange(ids) };
    }

    /// <summary>Of these tasks alone.</summary>
    public TaskProgress Of(IEnumerable<ChecklistTask> tasks)
    {
        var ids = tasks.Select(task => task.Id).ToHashSet(StringComparer.Ordinal);
        return new TaskProgress(Done.RemoveRange(Done.Keys.Where(id => !ids.Contains(id))))
        {
            MarkedBy = MarkedBy.RemoveRange(MarkedBy.Keys.Where(id => !ids.Contains(id))),
        };
    }

    /// <summary>With other ids in the place of those of people who were forgotten.</summary>
    public TaskProgress Forget(IReadOnlyDictionary<PersonId, PersonId> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var gone = MarkedBy.Where(marked => ids.ContainsKey(marked.Value)).ToList();
        return gone.Count == 0
            ? this
            : this with { MarkedBy = MarkedBy.SetItems(gone.Select(marked => KeyValuePair.Create(marked.Key, ids[marked.Value]))) };
    }

    /// <summary>
    /// Sets a task to the wanted state. Doing it twice changes nothing: clients repeat what they
    /// send, and the first time counts.
    /// </summary>
    /// <param name="taskId">Which task.</param>
    /// <param name="done">Whether it is done.</param>
    /// <param name="now">The present.</param>
    /// <param name="by">Who says so for the person; null: they do themselves.</param>
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
