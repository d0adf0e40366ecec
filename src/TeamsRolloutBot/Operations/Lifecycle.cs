using NodaTime;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Operations;

/// <summary>Starts, launches, pauses, resumes, moves and closes rollouts.</summary>
internal sealed class Lifecycle(RolloutRepository rollouts, CohortRepository cohorts, UserRepository users, IDeliveries deliveries, IClock clock)
{
    /// <summary>Creates a draft that belongs to its owner.</summary>
    public async Task<StoredRollout> StartAsync(string tenantId, Person owner, RolloutDefinition definition, CancellationToken ct)
    {
        var stored = new StoredRollout
        {
            TenantId = tenantId,
            CreatedAt = clock.GetCurrentInstant(),
            Rollout = new Rollout { Id = RolloutId.New(), Owner = owner, Definition = definition },
        };
        await rollouts.CreateAsync(stored, ct);
        await users.AddPartAsync(tenantId, new Part(stored.Id, null, Involvement.Owner, owner.Id), ct);
        return stored;
    }

    /// <summary>Launches it. The wakes are written first: a crash in between leaves a draft that can be launched again.</summary>
    public async Task<(StoredRollout? Rollout, Refusal? Refusal)> LaunchAsync(RolloutId id, CancellationToken ct)
    {
        if (await rollouts.FindAsync(id, ct) is not { } draft)
        {
            return (null, Gone);
        }

        if (draft.Rollout.Launch(clock.GetCurrentInstant()).Refusal is { } refusal)
        {
            return (draft, refusal);
        }

        foreach (var person in draft.Definition.Committee)
        {
            await users.AddPartAsync(draft.TenantId, new Part(id, null, Involvement.Committee, person.Id), ct);
        }

        await WakeAllAsync(draft, ct);
        return await ChangeAsync(id, rollout => rollout.Launch(clock.GetCurrentInstant()), ct);
    }

    public Task<(StoredRollout? Rollout, Refusal? Refusal)> PauseAsync(RolloutId id, CancellationToken ct) =>
        ChangeAsync(id, rollout => rollout.Pause(), ct);

    public async Task<(StoredRollout? Rollout, Refusal? Refusal)> ResumeAsync(RolloutId id, CancellationToken ct)
    {
        if (await rollouts.FindAsync(id, ct) is { Rollout.State: RolloutState.Paused } paused)
        {
            await WakeAllAsync(paused, ct);
        }

        return await ChangeAsync(id, rollout => rollout.Resume(clock.GetCurrentInstant()), ct);
    }

    /// <summary>Ends it: nothing more is sent, and what is on its way is dropped.</summary>
    public async Task<(StoredRollout? Rollout, Refusal? Refusal)> CloseAsync(RolloutId id, CancellationToken ct)
    {
        var result = await ChangeAsync(id, rollout => rollout.Close(), ct);
        if (result is { Refusal: null, Rollout: { } closed })
        {
            await WakeAllAsync(closed, ct);
        }

        return result;
    }

    /// <summary>Moves a cohort's go-live date; what was sent stays sent, the rest follows the new date.</summary>
    public async Task<(StoredRollout? Rollout, Refusal? Refusal)> MoveAsync(RolloutId id, CohortId cohortId, LocalDate goLive, CancellationToken ct)
    {
        var result = await ChangeAsync(
            id,
            rollout => rollout.Definition.FindCohort(cohortId) is { } cohort
                ? rollout.Redefine(rollout.Definition.WithCohort(cohort with { GoLive = goLive }))
                : (rollout, new Refusal("That cohort is not part of the rollout any more.")),
            ct);
        if (result.Refusal is null && result.Rollout is { Rollout.State: RolloutState.Running })
        {
            await deliveries.WakeAsync(id, [cohortId, CohortKey.ForRollout(id).Cohort], clock.GetCurrentInstant(), ct);
        }

        return result;
    }

    /// <summary>Changes the definition of a rollout that was launched, such as by a new cohort.</summary>
    public async Task<(StoredRollout? Rollout, Refusal? Refusal)> RedefineAsync(
        RolloutId id, Func<RolloutDefinition, RolloutDefinition> change, CancellationToken ct)
    {
        var result = await ChangeAsync(id, rollout => rollout.Redefine(change(rollout.Definition)), ct);
        if (result is { Refusal: null, Rollout: { Rollout.State: RolloutState.Running } stored })
        {
            await WakeAllAsync(stored, ct);
        }

        return result;
    }

    /// <summary>Removes a draft with everything in it.</summary>
    public async Task DiscardAsync(StoredRollout draft, CancellationToken ct)
    {
        foreach (var cohort in draft.Definition.Cohorts)
        {
            await cohorts.ClearAsync(new CohortKey(draft.Id, cohort.Id), ct);
        }

        await users.RemovePartAsync(draft.TenantId, new Part(draft.Id, null, Involvement.Owner, draft.Rollout.Owner.Id), ct);
        await rollouts.DeleteAsync(draft.Id, ct);
    }

    private static Refusal Gone { get; } = new("That rollout is not there any more.");

    private Task WakeAllAsync(StoredRollout stored, CancellationToken ct) =>
        deliveries.WakeAsync(
            stored.Id,
            [.. stored.Definition.Cohorts.Select(cohort => cohort.Id), CohortKey.ForRollout(stored.Id).Cohort],
            clock.GetCurrentInstant(),
            ct);

    private async Task<(StoredRollout? Rollout, Refusal? Refusal)> ChangeAsync(
        RolloutId id, Func<Rollout, (Rollout Rollout, Refusal? Refusal)> change, CancellationToken ct)
    {
        Refusal? refusal = null;
        var stored = await rollouts.ChangeAsync(
            id,
            before =>
            {
                (var after, refusal) = change(before.Rollout);
                return refusal is null ? before with { Rollout = after } : before;
            },
            ct);
        return (stored, stored is null ? Gone : refusal);
    }
}
