using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>
/// Records for each person of a launched cohort that they are in it, so that they find their
/// checklist and the planner finds their other cohorts. Runs once per cohort; later joiners are
/// enrolled when they join.
/// </summary>
internal sealed class Enrolment(CohortRepository cohorts, UserRepository users)
{
    // Each person is a separate commit, and waiting commits share a sync.
    private const int AtOnce = 128;

    public async Task EnrolAsync(StoredRollout rollout, CohortKey key, CancellationToken ct)
    {
        if (key == CohortKey.ForRollout(key.Rollout) || await cohorts.IsEnrolledAsync(key, ct))
        {
            return;
        }

        // From here on others refer to these people by id, so directory look-ups must no longer
        // change ids.
        await cohorts.ChangeAsync(
            key,
            rollout.Definition,
            async work =>
            {
                work.Put((await work.GetResolutionAsync()) with { KeepsIds = true });
                return true;
            },
            ct);
        await Parallel.ForEachAsync(
            cohorts.ListParticipantsAsync(key, ct: ct),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (participant, cancel) => await EnrolAsync(rollout, key, participant, cancel));
        await cohorts.MarkEnrolledAsync(key, ct);
    }

    private async Task EnrolAsync(StoredRollout rollout, CohortKey key, Participant participant, CancellationToken ct)
    {
        if (participant.IsMember)
        {
            await users.AddPartAsync(rollout.TenantId, new Part(key.Rollout, key.Cohort, Involvement.Member, participant.Person.Id), ct);
        }

        if (participant.IsImplementationManager)
        {
            await users.AddPartAsync(
                rollout.TenantId, new Part(key.Rollout, key.Cohort, Involvement.ImplementationManager, participant.Person.Id), ct);
        }
    }
}
