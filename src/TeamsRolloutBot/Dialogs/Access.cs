using TeamsRolloutBot.Cards;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// What the caller may see and do in a rollout. Decided by who sent the activity, never by a card's
/// data.
/// </summary>
internal sealed record Access
{
    public required StoredRollout Rollout { get; init; }

    public bool IsOwner { get; init; }

    public bool IsCommittee { get; init; }

    /// <summary>Administers the tenant's rollouts: may stop this one, but not read it.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>
    /// The caller's cohorts as a member or implementation manager, each with the id it knows them
    /// by.
    /// </summary>
    public IReadOnlyList<Part> Cohorts { get; init; } = [];

    /// <summary>May see the whole rollout.</summary>
    public bool MaySee => IsOwner || IsCommittee;

    /// <summary>
    /// The caller owns the rollout and it is running or paused: they may change people and dates.
    /// </summary>
    public static bool IsOwnedAndOpen(Access mine) =>
        mine is { IsOwner: true, Rollout.Rollout.IsOpen: true };

    public bool Leads(CohortId cohort) =>
        Cohorts.Any(part => part.Cohort == cohort && part.Involvement == Involvement.ImplementationManager);

    /// <summary>Is the implementation manager of at least one cohort.</summary>
    public bool LeadsAny => Cohorts.Any(part => part.Involvement == Involvement.ImplementationManager);

    /// <summary>
    /// May act for a cohort's people: send reminders, tick tasks off, move its date.
    /// </summary>
    public bool MayRun(CohortId cohort) => IsOwner || Leads(cohort);

    /// <summary>
    /// May follow the progress of at least one cohort, once the rollout is launched.
    /// </summary>
    public static bool MayFollow(Access mine) => mine.Rollout.Rollout.IsLaunched && (mine.MaySee || mine.LeadsAny);

    /// <summary>May see a cohort's people and progress.</summary>
    public bool MaySeeCohort(CohortId cohort) => MaySee || Leads(cohort);

    /// <summary>The caller's id in a cohort; null if they are not in it.</summary>
    public PersonId? IdIn(CohortId cohort)
    {
        foreach (var part in Cohorts)
        {
            if (part.Cohort == cohort)
            {
                return part.Person;
            }
        }

        return null;
    }
}

/// <summary>Determines what callers may do.</summary>
internal sealed class AccessControl(RolloutRepository rollouts, UserRepository users, StartPolicy policy)
{
    /// <summary>
    /// Null if the rollout does not exist or the caller has no part in it; both look the same.
    /// </summary>
    /// <param name="caller">The caller.</param>
    /// <param name="id">The rollout.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="isForAdministrators">Also grants access to the tenant's administrators.</param>
    public async Task<Access?> ForAsync(Caller caller, RolloutId? id, CancellationToken ct, bool isForAdministrators = false)
    {
        if (id is not { } rolloutId)
        {
            return null;
        }

        var parts = users.ListPartsAsync(caller.TenantId, caller.Ids, ct).Where(part => part.Rollout == rolloutId).ToListAsync(ct).AsTask();
        var rollout = await rollouts.FindAsync(rolloutId, ct);
        var mine = await parts;
        return rollout is null || rollout.TenantId != caller.TenantId ? null : Of(caller, rollout, mine, isForAdministrators);
    }

    /// <summary>The caller's access to the rollout of the pressed card.</summary>
    public Task<Access?> ForAsync(Turn turn, CancellationToken ct, bool isForAdministrators = false) =>
        ForAsync(turn.Caller, ActionTarget.Parse(turn.Action)?.Rollout, ct, isForAdministrators);

    /// <summary>All rollouts the caller has a part in, newest first.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="isForAdministrators">For administrators, includes all other rollouts of the
    /// tenant.</param>
    public async Task<IReadOnlyList<Access>> AllAsync(Caller caller, CancellationToken ct, bool isForAdministrators = false)
    {
        var parts = new Dictionary<RolloutId, List<Part>>();
        await foreach (var part in users.ListPartsAsync(caller.TenantId, caller.Ids, ct))
        {
            if (!parts.TryGetValue(part.Rollout, out var known))
            {
                parts[part.Rollout] = known = [];
            }

            known.Add(part);
        }

        var found = await Task.WhenAll(parts.Keys.Select(async id => await rollouts.FindAsync(id, ct)));
        var all = found.OfType<StoredRollout>()
            .Where(rollout => rollout.TenantId == caller.TenantId)
            .Select(rollout => Of(caller, rollout, parts[rollout.Id], isForAdministrators))
            .OfType<Access>()
            .ToList();

        if (isForAdministrators && policy.IsAdministrator(caller))
        {
            await foreach (var rollout in rollouts.ListAsync(caller.TenantId, ct))
            {
                if (!parts.ContainsKey(rollout.Id) && Of(caller, rollout, [], isForAdministrators) is { } access)
                {
                    all.Add(access);
                }
            }
        }

        return [.. all.OrderByDescending(access => access.Rollout.CreatedAt)];
    }

    /// <summary>Why the caller cannot start another draft; null if they can.</summary>
    public async Task<Refusal?> RefuseDraftAsync(Caller caller, CancellationToken ct) =>
        (await AllAsync(caller, ct))
            .Count(mine => mine is { IsOwner: true, Rollout.Rollout.State: RolloutState.Draft }) >= Limits.DraftsOfPerson
            ? new Refusal(ManagerTexts.YouHaveHalfFinishedRolloutsLaunch.With(Limits.DraftsOfPerson))
            : null;

    private Access? Of(Caller caller, StoredRollout rollout, List<Part> parts, bool isForAdministrators)
    {
        var isOwner = caller.Ids.Contains(rollout.Rollout.Owner.Id);
        var isAdministrator = isForAdministrators && policy.IsAdministrator(caller);
        return parts.Count == 0 && !isOwner && !isAdministrator
            ? null
            : new Access
            {
                Rollout = rollout,
                IsOwner = isOwner,
                IsAdministrator = isAdministrator,
                IsCommittee = parts.Any(part => part.Involvement == Involvement.Committee),
                Cohorts = [.. parts.Where(part => part.Cohort is not null)],
            };
    }
}
