using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>Assigns a cohort's manager, before launch and after.</summary>
internal sealed class ImplementationManagers(
    CohortRepository cohorts, RolloutRepository rollouts, UserRepository users, IOutbox outbox, IClock clock)
{
    /// <summary>
    /// Replaces the cohort's implementation manager. Somebody already in the cohort keeps their id
    /// there.
    /// </summary>
    /// <returns>The rollout, whose definition names the implementation manager by that
    /// id.</returns>
    public async Task<StoredRollout> SetAsync(
        StoredRollout rollout, CohortId cohortId, Person? before, Person? after, CancellationToken ct)
    {
        if (before?.Id == after?.Id)
        {
            return rollout;
        }

        var (old, now) = await cohorts.ChangeAsync(
            new CohortKey(rollout.Id, cohortId), rollout.Definition, work => ReplaceAsync(work, before, after), ct);
        if (after is not null && now is not null && now.Id != after.Id)
        {
            rollout = await rollouts.ChangeAsync(rollout.Id, stored => Named(stored, cohortId, after, after with { Id = now.Id }), ct)
                ?? rollout;
        }

        if (rollout.Rollout.State == RolloutState.Draft)
        {
            return rollout;
        }

        if (old is not null && old.Id != now?.Id)
        {
            await users.RemovePartAsync(rollout.TenantId, new Part(rollout.Id, cohortId, Involvement.ImplementationManager, old.Id), ct);
        }

        if (now is not null)
        {
            await users.AddPartAsync(rollout.TenantId, new Part(rollout.Id, cohortId, Involvement.ImplementationManager, now.Id), ct);
            await outbox.WakeAsync(rollout.Id, [cohortId], clock.GetCurrentInstant(), ct);
        }

        return rollout;
    }

    // Returns both as the cohort knows them.
    private static async ValueTask<(Person? Old, Person? Now)> ReplaceAsync(
        CohortWork work, Person? before, Person? after)
    {
        var old = before is null ? null : await work.FindAnyAsync(before);
        var now = after is null ? null : await work.FindAnyAsync(after);
        if (old is not null && old.Person.Id != now?.Person.Id)
        {
            if (old.IsMember)
            {
                work.Put(old, old with { IsImplementationManager = false });
            }
            else
            {
                work.Remove(old);
            }
        }

        if (after is not null)
        {
            work.Put(now, (now ?? new Participant { Person = after }) with { IsImplementationManager = true, HasLeft = false });
        }

        return (old?.Person ?? before, now?.Person ?? after);
    }

    // If somebody else was named meanwhile, leave it.
    private static StoredRollout Named(StoredRollout stored, CohortId cohortId, Person from, Person to)
    {
        if (stored.Definition.FindCohort(cohortId) is not { } cohort || cohort.ImplementationManager?.Id != from.Id)
        {
            return stored;
        }

        var (renamed, refusal) = stored.Rollout.Redefine(stored.Definition.WithCohort(cohort with { ImplementationManager = to }));
        return refusal is null ? stored with { Rollout = renamed } : stored;
    }
}
