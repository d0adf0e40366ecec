using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Operations;

/// <summary>The result of ticking off tasks for people.</summary>
/// <param name="Marked">For how many people something was ticked off.</param>
/// <param name="HadIt">How many had already done it.</param>
/// <param name="Without">How many have no such task, or are no longer in the cohort.</param>
internal sealed record CrewTicked(int Marked, int HadIt, int Without);

/// <summary>
/// Ticks off tasks for several members of a cohort without Teams at hand. Each tick and the history
/// record who did it, and the members can undo it.
/// </summary>
internal sealed class CrewTicks(CohortRepository cohorts, SharedChecklist shared, IClock clock)
{
    // One row each, plus counts and history entry, stays far below a commit's limit.
    private const int InOneCommit = 60;

    private enum Tick
    {
        Marked,
        HadIt,
        Without,
    }

    /// <param name="rollout">The rollout; must not be closed.</param>
    /// <param name="cohort">The members' cohort.</param>
    /// <param name="people">The members.</param>
    /// <param name="task">The task they have done; null: all their phase 1 tasks.</param>
    /// <param name="by">Who ticked it, by the id the rollout knows them by.</param>
    /// <param name="ct">Cancels what has not started.</param>
    public async Task<CrewTicked> MarkAsync(
        StoredRollout rollout, CohortId cohort, IReadOnlyList<PersonId> people, string? task, PersonId by, CancellationToken ct)
    {
        var detail = task is null
            ? AuditWords.AllOfPhase1
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

    /// <summary>The distinct tasks of all roles.</summary>
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
                    var progress = before is { IsPresent: true, HasLeft: false }
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

    // Null if they have no such task.
    private static TaskProgress? Ticked(RolloutDefinition definition, Participant participant, string? task, AuditEntry entry)
    {
        // A manager who is also a member ticks off their own tasks as themselves.
        PersonId? by = participant.Person.Id == entry.Actor ? null : entry.Actor;
        var tasks = Checklists.ForMember(definition, participant.Role).Where(each => task is null || each.Id == task).ToList();
        return tasks.Count == 0
            ? null
            : tasks.Aggregate(participant.Progress, (progress, each) => progress.Set(each.Id, done: true, entry.At, by));
    }
}
