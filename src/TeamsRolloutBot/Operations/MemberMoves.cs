using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>Moves members from one cohort of a rollout to another.</summary>
internal sealed class MemberMoves(CohortRepository cohorts, Membership membership)
{
    /// <summary>
    /// Moves a member to another cohort: they keep what they have ticked off, and are caught up
    /// there like anybody who joins.
    /// </summary>
    public async Task MoveAsync(
        StoredRollout rollout, CohortId from, CohortId to, Member member, TaskProgress progress, PersonId by, CancellationToken ct)
    {
        // Target first: after an interruption they are in both cohorts and the move is repeated.
        await membership.AddAsync(rollout, to, [member], by, ct);
        await cohorts.ChangePeopleAsync(
            new CohortKey(rollout.Id, to),
            rollout.Definition,
            [member.Person],
            async work =>
            {
                if (await work.FindAnyAsync(member.Person) is { } there)
                {
                    work.Put(there, there with { Progress = there.Progress.With(progress) });
                }

                return true;
            },
            ct);
        await membership.RemoveAsync(rollout, from, member.Person.Id, by, ct);
    }

    /// <summary>Moves all members of a cohort to another.</summary>
    /// <returns>The number of members moved.</returns>
    public async Task<int> MoveAllAsync(StoredRollout rollout, CohortId from, CohortId to, PersonId by, CancellationToken ct)
    {
        var people = await cohorts.ListParticipantsAsync(new CohortKey(rollout.Id, from), ct: ct)
            .Where(person => person.IsPresent).ToListAsync(ct);
        foreach (var person in people)
        {
            await MoveAsync(rollout, from, to, Membership.MemberOf(person), person.Progress, by, ct);
        }

        return people.Count;
    }
}
