using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// A member of several cohorts of a rollout has one checklist: a tick in one cohort counts in all.
/// </summary>
internal sealed class SharedChecklist(UserRepository users, CohortRepository cohorts)
{
    /// <summary>The cohorts of a rollout a person is a member of, with their id in each.</summary>
    public async Task<IReadOnlyList<Part>> PartsAsync(StoredRollout rollout, IEnumerable<PersonId> ids, CancellationToken ct) =>
        await users.ListPartsAsync(rollout.TenantId, ids, ct)
            .Where(part => part.Rollout == rollout.Id && part.Involvement == Involvement.Member
                && part.Cohort is { } cohort && rollout.Definition.FindCohort(cohort) is not null)
            .ToListAsync(ct);

    /// <summary>
    /// What a person has ticked off in any of the cohorts; earlier releases kept it per cohort.
    /// </summary>
    public async Task<TaskProgress> ReadAsync(StoredRollout rollout, IEnumerable<Part> parts, CancellationToken ct)
    {
        var there = await Task.WhenAll(parts.Select(async part => await cohorts.FindParticipantAsync(KeyOf(part), part.Person, ct)));
        return there.OfType<Participant>().Where(participant => !participant.HasLeft)
            .Aggregate(TaskProgress.None, (all, participant) => all.With(MemberTasks(rollout.Definition, participant)));
    }

    /// <summary>
    /// Copies ticks to each of the cohorts, and sets one task to the desired state.
    /// </summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="parts">The cohorts.</param>
    /// <param name="shared">The tasks ticked off in any of them.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="task">The task to set; null: none.</param>
    /// <param name="done">Whether it is done.</param>
    /// <param name="now">The current time.</param>
    public Task WriteAsync(
        StoredRollout rollout, IEnumerable<Part> parts, TaskProgress shared, CancellationToken ct, string? task = null, bool done = true,
            Instant now = default) =>
        Task.WhenAll(parts.Select(part => cohorts.ChangePeopleAsync(
            KeyOf(part),
            rollout.Definition,
            [part.Person],
            async work =>
            {
                if (await work.FindParticipantAsync(part.Person) is { HasLeft: false } before)
                {
                    var progress = before.Progress.With(shared);
                    progress = task is null ? progress : progress.Set(task, done, now);
                    if (!progress.Done.SequenceEqual(before.Progress.Done))
                    {
                        work.Put(before, before with { Progress = progress });
                    }
                }

                return true;
            },
            ct)));

    /// <summary>Copies people's existing ticks to a cohort they join.</summary>
    public async Task JoinAsync(StoredRollout rollout, IReadOnlyList<PersonId> people, CancellationToken ct)
    {
        var parts = await users.ListPartsAsync(rollout.TenantId, await users.IdsOfAsync(rollout.TenantId, people, ct), ct);
        foreach (var mine in parts)
        {
            await JoinAsync(rollout, mine.Where(IsMembership), ct);
        }

        bool IsMembership(Part part) => part.Rollout == rollout.Id && part is { Involvement: Involvement.Member, Cohort: not null };
    }

    /// <summary>
    /// Copies a person's ticks to all of their cohorts; earlier releases kept them per cohort.
    /// </summary>
    public async Task JoinAsync(StoredRollout rollout, IEnumerable<Part> parts, CancellationToken ct)
    {
        var cohortsOf = parts.DistinctBy(part => part.Cohort).ToList();
        if (cohortsOf.Count > 1)
        {
            await WriteAsync(rollout, cohortsOf, await ReadAsync(rollout, cohortsOf, ct), ct);
        }
    }

    /// <summary>
    /// Reopens the checklist in the other cohorts of somebody who starts afresh in one.
    /// </summary>
    public async Task ClearAsync(StoredRollout rollout, CohortId cohort, PersonId person, CancellationToken ct)
    {
        var parts = await PartsAsync(rollout, await users.IdsOfAsync(rollout.TenantId, person, ct), ct);
        await Task.WhenAll(parts.Where(part => part.Cohort != cohort).Select(part => cohorts.ChangePeopleAsync(
            KeyOf(part),
            rollout.Definition,
            [part.Person],
            async work =>
            {
                if (await work.FindParticipantAsync(part.Person) is { } there)
                {
                    work.Put(there, there with { Progress = there.Progress.Without(Checklists.ForMember(rollout.Definition, there.Role)) });
                }

                return true;
            },
            ct)));
    }

    /// <summary>
    /// The shared tasks: an implementation manager's tasks belong to their cohort only.
    /// </summary>
    private static TaskProgress MemberTasks(RolloutDefinition definition, Participant participant) =>
        participant.Progress.Of(Checklists.ForMember(definition, participant.Role));

    private static CohortKey KeyOf(Part part) => new(part.Rollout, part.Cohort!.Value);
}
