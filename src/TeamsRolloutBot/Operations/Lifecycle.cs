using NodaTime.Text;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>Creates, launches, pauses, resumes, moves and closes rollouts.</summary>
internal sealed class Lifecycle(
    RolloutRepository rollouts, UserRepository users, RolloutEraser eraser, Retention retention, IOutbox outbox, IClock clock)
{
    /// <summary>
    /// Creates a draft for its owner; returns the existing one if the id is repeated.
    /// </summary>
    public async Task<StoredRollout> StartAsync(
        RolloutId id, string tenantId, Person owner, RolloutDefinition definition, CancellationToken ct)
    {
        var stored = new StoredRollout
        {
            TenantId = tenantId,
            CreatedAt = clock.GetCurrentInstant(),
            Rollout = new Rollout { Id = id, Owner = owner, Definition = definition },
        };
        await rollouts.CreateAsync(stored, AuditEntry.Of(AuditAction.Defined, owner.Id, stored.CreatedAt), ct);
        await users.AddPartAsync(tenantId, new Part(stored.Id, null, Involvement.Owner, owner.Id), ct);
        return await rollouts.FindAsync(id, ct) ?? stored;
    }

    /// <summary>
    /// Launches a rollout. The wakes are written first, so a crash in between leaves a draft that
    /// can be launched again.
    /// </summary>
    public async Task<(StoredRollout? Rollout, Refusal? Refusal)> LaunchAsync(StoredRollout draft, PersonId by, CancellationToken ct)
    {
        var id = draft.Id;
        if (draft.Rollout.Launch(clock.GetCurrentInstant()).Refusal is { } refusal)
        {
            return (draft, refusal);
        }

        await Task.WhenAll(draft.Definition.Committee
            .Select(person => users.AddPartAsync(draft.TenantId, new Part(id, null, Involvement.Committee, person.Id), ct))
            .Append(WakeAllAsync(draft, ct)));
        return await ChangeAsync(id, rollout => rollout.Launch(clock.GetCurrentInstant()), Entry(AuditAction.Launched, by), ct);
    }

    /// <summary>Stops sending.</summary>
    /// <param name="id">The rollout.</param>
    /// <param name="by">Who pauses it.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="until">When it resumes by itself; null: when somebody resumes it.</param>
    public async Task<(StoredRollout? Rollout, Refusal? Refusal)> PauseAsync(
        RolloutId id, PersonId by, CancellationToken ct, Instant? until = null)
    {
        if (until is { } goesOn)
        {
            // Written first: after a crash in between, the wake just finds nothing to do.
            await outbox.WakeAsync(id, [CohortKey.ForRollout(id).Cohort], goesOn, ct);
        }

        return await ChangeAsync(id, rollout => rollout.Pause(until), Entry(AuditAction.Paused, by), ct);
    }

    public async Task<(StoredRollout? Rollout, Refusal? Refusal)> ResumeAsync(RolloutId id, PersonId by, CancellationToken ct)
    {
        if (await rollouts.FindAsync(id, ct) is { Rollout.State: RolloutState.Paused } paused)
        {
            await WakeAllAsync(paused, ct);
        }

        return await ChangeAsync(id, rollout => rollout.Resume(clock.GetCurrentInstant()), Entry(AuditAction.Resumed, by), ct);
    }

    /// <summary>
    /// Closes a rollout: nothing more is sent, and in-flight deliveries are dropped. Its retention
    /// period is recorded first.
    /// </summary>
    public async Task<(StoredRollout? Rollout, Refusal? Refusal)> CloseAsync(RolloutId id, PersonId by, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        if (await rollouts.FindAsync(id, ct) is { } open && open.Rollout.Close(now).Refusal is null)
        {
            await retention.NoteAsync(id, now, ct);
        }

        var result = await ChangeAsync(id, rollout => rollout.Close(now), Entry(AuditAction.Closed, by), ct);
        if (result is { Refusal: null, Rollout: { } closed })
        {
            await WakeAllAsync(closed, ct);
        }

        return result;
    }

    /// <summary>
    /// Moves a cohort's go-live date; what was sent stays sent, the rest follows the new date.
    /// </summary>
    public async Task<(StoredRollout? Rollout, Refusal? Refusal)> MoveAsync(
        RolloutId id, CohortId cohortId, LocalDate goLive, PersonId by, CancellationToken ct, AuditAction action = AuditAction.Moved)
    {
        var entry = Entry(action, by) with { Cohort = cohortId };
        var result = await ChangeAsync(
            id,
            rollout => rollout.MoveGoLive(cohortId, goLive),
            before =>
                entry with
                {
                    Detail =
                        $"{LocalDatePattern.Iso.Format(before.Definition.FindCohort(cohortId)!.GoLive)} → "
                            + $"{LocalDatePattern.Iso.Format(goLive)}"
                },
            ct);
        if (result is { Refusal: null, Rollout: { Rollout.IsOpen: true } open })
        {
            await outbox.WakeAsync(id, [cohortId, CohortKey.ForRollout(id).Cohort], clock.GetCurrentInstant(), ct);
            await outbox.ReviveAsync(open, cohortId, null, ct);
        }

        return result;
    }

    /// <summary>Adds a cohort to a launched rollout; an existing one is left as it is.</summary>
    public async Task<(StoredRollout? Rollout, Refusal? Refusal)> AddCohortAsync(
        RolloutId id, Cohort cohort, PersonId by, CancellationToken ct)
    {
        var result = await ChangeAsync(
            id,
            rollout =>
                rollout.Definition.FindCohort(cohort.Id) is null
                    ? rollout.Redefine(rollout.Definition.WithCohort(cohort))
                    : (rollout, null),
            Entry(AuditAction.CohortAdded, by) with { Cohort = cohort.Id },
            ct);
        if (result is { Refusal: null, Rollout: { Rollout.State: RolloutState.Running } stored })
        {
            await WakeAllAsync(stored, ct);
        }

        return result;
    }

    /// <summary>
    /// Edits the current definition of a rollout with <paramref name="edit"/>. A cohort that is
    /// edited is looked at again: its times may be other ones.
    /// </summary>
    public async Task<(StoredRollout? Rollout, Refusal? Refusal)> EditAsync(
        RolloutId id,
        Func<RolloutDefinition, (RolloutDefinition Definition, Refusal? Refusal)> edit,
        AuditAction action,
        PersonId by,
        CancellationToken ct,
        CohortId? cohort = null,
        string? detail = null
    )
    {
        var result = await ChangeAsync(
            id,
            rollout =>
            {
                var (after, refusal) = edit(rollout.Definition);
                return refusal is null ? rollout.Redefine(after) : (rollout, refusal);
            },
            Entry(action, by) with { Cohort = cohort, Detail = detail },
            ct);
        if (cohort is { } edited
            && result is { Refusal: null, Rollout: { Rollout.IsActive: true } stored }
            && stored.Definition.FindCohort(edited) is not null)
        {
            await outbox.WakeAsync(id, [edited, CohortKey.ForRollout(id).Cohort], clock.GetCurrentInstant(), ct);
        }

        return result;
    }

    /// <summary>
    /// Changes a cohort's training sessions by applying <paramref name="plan"/> to the current
    /// cohort.
    /// </summary>
    public Task<(StoredRollout? Rollout, Refusal? Refusal)> PlanTrainingAsync(
        RolloutId id, CohortId cohortId, Func<Cohort, (Cohort Cohort, Refusal? Refusal)> plan, PersonId by, CancellationToken ct) =>
        EditAsync(
            id,
            definition =>
            {
                if (definition.FindCohort(cohortId) is not { } cohort)
                {
                    return (definition, new Refusal(ManagerTexts.ThatCohortIsNotPartOf));
                }

                var (after, refusal) = plan(cohort);
                return (definition.WithCohort(after), refusal);
            },
            AuditAction.TrainingPlanned,
            by,
            ct,
            cohortId);

    /// <summary>Removes a draft and everything in it.</summary>
    public Task DiscardAsync(StoredRollout draft, CancellationToken ct) => eraser.EraseAsync(draft, ct);

    private static Refusal Gone => new(ManagerTexts.ThatRolloutIsNotThereAny);

    private Task WakeAllAsync(StoredRollout stored, CancellationToken ct) =>
        outbox.WakeAsync(
            stored.Id,
            [.. stored.Keys.Select(key => key.Cohort)],
            clock.GetCurrentInstant(),
            ct);

    private AuditEntry Entry(AuditAction action, PersonId by) => AuditEntry.Of(action, by, clock.GetCurrentInstant());

    private Task<(StoredRollout? Rollout, Refusal? Refusal)> ChangeAsync(
        RolloutId id, Func<Rollout, (Rollout Rollout, Refusal? Refusal)> change, AuditEntry entry, CancellationToken ct) =>
        ChangeAsync(id, change, _ => entry, ct);

    private async Task<(StoredRollout? Rollout, Refusal? Refusal)> ChangeAsync(
        RolloutId id,
        Func<Rollout, (Rollout Rollout, Refusal? Refusal)> change,
        Func<StoredRollout, AuditEntry> entry,
        CancellationToken ct
    )
    {
        Refusal? refusal = null;
        var stored = await rollouts.ChangeAsync(
            id,
            before =>
            {
                (var after, refusal) = change(before.Rollout);
                return refusal is null ? before with { Rollout = after } : before;
            },
            entry,
            ct);
        return (stored, stored is null ? Gone : refusal);
    }
}
