using TeamsRolloutBot.Cards;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// What the caller may see and do with a rollout: decided from who sent the activity, whatever a
/// card's data says.
/// </summary>
internal sealed record Access
{
    public required StoredRollout Rollout { get; init; }

    public bool IsOwner { get; init; }

    public bool IsCommittee { get; init; }

    /// <summary>
    /// Looks after the tenant's rollouts: may stop this one, which gives no right to read it.
    /// </summary>
    public bool IsAdministrator { get; init; }

    /// <summary>
    /// The cohorts the caller is a member or the implementation manager of, with the id each knows
    /// them by.
    /// </summary>
    public IReadOnlyList<Part> Cohorts { get; init; } = [];

    /// <summary>May see everything of the rollout.</summary>
    public bool MaySee => IsOwner || IsCommittee;

    /// <summary>Its owner, while it runs or is paused: may change who is in it and when.</summary>
    public static bool IsOwnedAndOpen(Access mine) =>
        mine is { IsOwner: true, Rollout.Rollout.IsOpen: true };

    public bool Leads(CohortId cohort) =>
        Cohorts.Any(part => part.Cohort == cohort && part.Involvement == Involvement.ImplementationManager);

    /// <summary>May see a cohort's people and progress.</summary>
    public bool MaySeeCohort(CohortId cohort) => MaySee || Leads(cohort);

    /// <summary>
    /// The id under which the cohort knows the caller; null when they are not in it.
    /// </summary>
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

/// <summary>Finds out what callers may do.</summary>
internal sealed class AccessControl(RolloutRepository rollouts, UserRepository users, StartPolicy policy)
{
    /// <summary>
    /// Null when there is no such rollout or the caller has no part in it: both look the same to
    /// them.
    /// </summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="id">Which rollout.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="isForAdministrators">An administrator of the tenant needs no part in
    /// it.</param>
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

    /// <summary>What the caller may do with the rollout of the card they pressed.</summary>
    public Task<Access?> ForAsync(Turn turn, CancellationToken ct, bool isForAdministrators = false) =>
        ForAsync(turn.Caller, ActionTarget.Parse(turn.Action)?.Rollout, ct, isForAdministrators);

    /// <summary>Every rollout the caller has a part in, the newest first.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="isForAdministrators">For an administrator also those of the tenant they have no
    /// part in.</param>
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

    /// <summary>Why somebody can't begin another draft; null when they can.</summary>
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
