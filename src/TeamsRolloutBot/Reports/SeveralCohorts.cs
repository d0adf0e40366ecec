using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Reports;

/// <summary>Somebody who is a member of several cohorts.</summary>
/// <param name="Person">As the first cohort knows them.</param>
/// <param name="In">The cohorts, and the id by which each knows them.</param>
internal sealed record MemberOfSeveral(Person Person, IReadOnlyList<(Cohort Cohort, PersonId Id)> In);

/// <summary>Finds who is a member of several cohorts of a rollout.</summary>
internal sealed class SeveralCohorts(CohortRepository cohorts)
{
    /// <summary>
    /// Somebody waits for the review: of more people it is not compared who is where.
    /// </summary>
    public const int MostPeople = 10_000;

    /// <summary>
    /// Who is in several cohorts, by name. The same address is the same person, whatever id a
    /// cohort knows them by.
    /// </summary>
    public async Task<IReadOnlyList<MemberOfSeveral>> ReadAsync(StoredRollout rollout, CancellationToken ct)
    {
        var members = await Task.WhenAll(rollout.Definition.Cohorts.Select(cohort => MembersAsync(rollout, cohort, ct)));
        return
        [
            .. members.SelectMany(of => of)
                .GroupBy(member => member.Person.Email ?? member.Person.Id.Value, StringComparer.OrdinalIgnoreCase)
                .Where(person => person.Count() > 1)
                .Select(person => new MemberOfSeveral(person.First().Person, [.. person.Select(each => (each.Cohort, each.Person.Id))]))
                .OrderBy(person => person.Person.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private async Task<List<(Cohort Cohort, Person Person)>> MembersAsync(StoredRollout rollout, Cohort cohort, CancellationToken ct)
    {
        var members = new List<(Cohort, Person)>();
        await foreach (var participant in cohorts.ListParticipantsAsync(new CohortKey(rollout.Id, cohort.Id), ct: ct))
        {
            if (participant.IsMember)
            {
                members.Add((cohort, participant.Person));
            }
        }

        return members;
    }
}
