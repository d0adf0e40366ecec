using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>Somebody who is a member of several cohorts.</summary>
/// <param name="Person">As the first cohort knows them.</param>
/// <param name="In">The cohorts, and the id by which each knows them.</param>
internal sealed record MemberOfSeveral(Person Person, IReadOnlyList<(Cohort Cohort, PersonId Id)> In);

/// <summary>The members of a rollout, each once.</summary>
/// <param name="OfSeveral">Who is in several cohorts, by name.</param>
/// <param name="Roles">Everybody with the roles they have.</param>
internal sealed record RolloutMembers(IReadOnlyList<MemberOfSeveral> OfSeveral, IReadOnlyList<RoleHolder> Roles)
{
    public static RolloutMembers None { get; } = new([], []);
}

/// <summary>
/// Finds who is a member of several cohorts of a rollout, and who has which roles.
/// </summary>
internal sealed class SeveralCohorts(CohortRepository cohorts)
{
    /// <summary>
    /// Somebody waits for the review: of more people it is not compared who is where.
    /// </summary>
    public const int MostPeople = 10_000;

    /// <summary>Who is in several cohorts, by name.</summary>
    public async Task<IReadOnlyList<MemberOfSeveral>> ReadAsync(StoredRollout rollout, CancellationToken ct) =>
        (await ReadAllAsync(rollout, ct)).OfSeveral;

    /// <summary>
    /// The members. The same address is the same person, whatever id a cohort knows them by.
    /// </summary>
    public async Task<RolloutMembers> ReadAllAsync(StoredRollout rollout, CancellationToken ct)
    {
        var members = await Task.WhenAll(rollout.Definition.Cohorts.Select(cohort => MembersAsync(rollout, cohort, ct)));
        var people = members.SelectMany(of => of)
            .GroupBy(member => KeyOf(member.Person), StringComparer.OrdinalIgnoreCase)
            .ToList();
        return new RolloutMembers(
            [
                .. people
                    .Where(person => person.Count() > 1)
                    .Select(person => new MemberOfSeveral(person.First().Person, [.. person.Select(each => (each.Cohort, each.Person.Id))]))
                    .OrderBy(person => person.Person.Name, StringComparer.OrdinalIgnoreCase),
            ],
            [
                .. people.Select(person => new RoleHolder(
                    person.First().Person.Name,
                    person.SelectMany(each => RoleSet.Ids(each.Role)).ToHashSet(StringComparer.Ordinal)
                )),
            ]
        );
    }

    /// <summary>
    /// What tells people apart, without regard to case, whatever id a cohort knows them by.
    /// </summary>
    public static string KeyOf(Person person) => person.Email ?? person.Id.Value;

    private async Task<List<(Cohort Cohort, Person Person, string? Role)>> MembersAsync(
        StoredRollout rollout,
        Cohort cohort,
        CancellationToken ct
    )
    {
        var members = new List<(Cohort, Person, string?)>();
        await foreach (var participant in cohorts.ListParticipantsAsync(new CohortKey(rollout.Id, cohort.Id), ct: ct))
        {
            if (participant.IsMember)
            {
                members.Add((cohort, participant.Person, participant.Role));
            }
        }

        return members;
    }
}
