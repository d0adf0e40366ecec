using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Operations;

/// <summary>What came of ticking tasks off for people.</summary>
/// <param name="Marked">For how many something was ticked off.</param>
/// <param name="HadIt">How many had ticked it off already.</param>
/// <param name="Without">How many have no such task, or are not in the cohort any more.</param>
internal sealed record CrewTicked(int Marked, int HadIt, int Without);

/// <summary>
/// Ticks tasks off for several members of a cohort who have no Teams at hand. Each tick
/// and the history say who did it, and the members can take it back.
/// </summary>
internal sealed class CrewTicks(CohortRepository cohorts, SharedChecklist shared, IClock clock)
{
    // One row each, with the counts and the history entry far from what a commit may hold.
    private const int InOneCommit = 60;

    private enum Tick
    {
        Marked,
        HadIt,
        Without,
    }

    /// <param name="rollout">The rollout; not closed.</param>
    /// <param name="cohort">Whose members they are.</param>
    /// <param name="people">Who they are.</param>
    /// <param name="task">What they have done; null: all their tasks of phase 1.</param>
    /// <param name="by">Who says so, by the id the rollout knows them by.</param>
    /// <param name="ct">Cancels what has not begun.</param>
    public async Task<CrewTicked> MarkAsync(
        StoredRollout rollout, CohortId cohort, IReadOnlyList<PersonId> people, string? task, PersonId by, CancellationToken ct)
    {
        var detail = task is null
            ? "all of phase 1"
            : AllTasks(rollout.Definition).FirstOrDefault(each => each.Id == task) is { } named ? Wording.Shorten(named.Title, 100) : null;
        var ticks = new List<Tick>();
        foreach (var chunk in people.Distinct().Chunk(InOneCommit))
        {
            var entry = AuditEntry.Of(AuditAction.MarkedDone, by, clock.GetCurrentInstant()) with { Cohort = cohort, Detail = detail };
            ticks.AddRange(await MarkAsync(rollout, new CohortKey(rollout.Id, cohort), chunk, task, entry, ct));
        }

        return new CrewTicked(Count(Tick.Marked), Count(Tick.HadIt), Count(Tick.Without));

        int Count(Tick kind) => ticks.Count(tick => tick == kind);
    }

    /// <summary>Every task that a member of any role has, each once.</summary>
    public static IReadOnlyList<ChecklistTask> AllTasks(RolloutDefinition definition) =>
        [
            .. definition.Playbook.Roles.Select(role => role.Id).Prepend(null)
                .SelectMany(role => Checklists.ForMember(definition, role)).DistinctBy(task => task.Id)
        ];

    private async Task<IReadOnlyList<Tick>> MarkAsync(
        StoredRollout rollout, CohortKey key, IReadOnlyList<PersonId> people, string? task, AuditEntry entry, CancellationToken ct)
    {
        var (ticks, marked) = await cohorts.ChangePeopleAsync(
            key,
            rollout.Definition,
            people,
            async work =>
            {
                var (ticks, marked) = (new List<Tick>(), new List<PersonId>());
                foreach (var id in people)
                {
                    var before = await work.FindParticipantAsync(id);
                    var progress = before is { IsMember: true, HasLeft: false, Person.Id.IsForgotten: false }
                        ? Ticked(rollout.Definition, before, task, entry)
                        : null;
                    ticks.Add(progress is null ? Tick.Without : ReferenceEquals(progress, before!.Progress) ? Tick.HadIt : Tick.Marked);
                    if (ticks[^1] != Tick.Marked)
                    {
                        continue;
                    }

                    work.Put(before, before! with { Progress = progress! });
                    marked.Add(id);
                }

                if (marked.Count > 0)
                {
                    work.Record(entry with { Subjects = marked });
                }

                return (ticks, marked);
            },
            ct);
        await shared.JoinAsync(rollout, marked, ct);
        return ticks;
    }

    // Null where they have no such task.
    private static TaskProgress? Ticked(RolloutDefinition definition, Participant participant, string? task, AuditEntry entry)
    {
        // A manager who is a member too ticks off their own by themselves.
        PersonId? by = participant.Person.Id == entry.Actor ? null : entry.Actor;
        var tasks = Checklists.ForMember(definition, participant.Role).Where(each => task is null || each.Id == task).ToList();
        return tasks.Count == 0
            ? null
            : tasks.Aggregate(participant.Progress, (progress, each) => progress.Set(each.Id, done: true, entry.At, by));
    }
}
