using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// A member of several cohorts of a rollout has one checklist: what they tick off in one is ticked
/// off in all.
/// </summary>
internal sealed class SharedChecklist(UserRepository users, CohortRepository cohorts)
{
    /// <summary>
    /// The cohorts of a rollout that somebody is a member of, and the id by which each knows them.
    /// </summary>
    public async Task<IReadOnlyList<Part>> PartsAsync(StoredRollout rollout, IEnumerable<PersonId> ids, CancellationToken ct) =>
        await users.ListPartsAsync(rollout.TenantId, ids, ct)
            .Where(part => part.Rollout == rollout.Id && part.Involvement == Involvement.Member
                && part.Cohort is { } cohort && rollout.Definition.FindCohort(cohort) is not null)
            .ToListAsync(ct);

    /// <summary>
    /// What somebody has ticked off in any of the cohorts; an earlier release kept it for each.
    /// </summary>
    public async Task<TaskProgress> ReadAsync(StoredRollout rollout, IEnumerable<Part> parts, CancellationToken ct)
    {
        var there = await Task.WhenAll(parts.Select(async part => await cohorts.FindParticipantAsync(KeyOf(part), part.Person, ct)));
        return there.OfType<Participant>().Where(participant => !participant.HasLeft)
            .Aggregate(TaskProgress.None, (all, participant) => all.With(MemberTasks(rollout.Definition, participant)));
    }

    /// <summary>
    /// Ticks off in each of the cohorts what was ticked off in one, and sets one task as wanted.
    /// </summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="parts">The cohorts.</param>
    /// <param name="shared">What was ticked off in any of them.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="task">The task to set; null: none.</param>
    /// <param name="done">Whether it is done.</param>
    /// <param name="now">The present.</param>
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

    /// <summary>Whoever joins another cohort finds their ticks there.</summary>
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
    /// Ticks off in each of somebody's cohorts what they have ticked off in any: an earlier release
    /// kept it for each.
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
    /// Opens the checklist again in every other cohort of somebody who starts afresh in one.
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
    /// The tasks that are shared: an implementation manager's are of their cohort alone.
    /// </summary>
    private static TaskProgress MemberTasks(RolloutDefinition definition, Participant participant) =>
        participant.Progress.Of(Checklists.ForMember(definition, participant.Role));

    private static CohortKey KeyOf(Part part) => new(part.Rollout, part.Cohort!.Value);
}
