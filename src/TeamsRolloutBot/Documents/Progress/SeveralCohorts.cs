using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>A member of several cohorts.</summary>
/// <param name="Person">The person as the first cohort knows them.</param>
/// <param name="In">The cohorts, each with its id for them.</param>
internal sealed record MemberOfSeveral(Person Person, IReadOnlyList<(Cohort Cohort, PersonId Id)> In);

/// <summary>A rollout's members, without duplicates.</summary>
/// <param name="OfSeveral">The members of several cohorts, sorted by name.</param>
/// <param name="Roles">Everybody with their roles.</param>
internal sealed record RolloutMembers(IReadOnlyList<MemberOfSeveral> OfSeveral, IReadOnlyList<RoleHolder> Roles)
{
    public static RolloutMembers None { get; } = new([], []);
}

/// <summary>Finds members in several cohorts of a rollout, and everybody's roles.</summary>
internal sealed class SeveralCohorts(CohortRepository cohorts)
{
    /// <summary>
    /// Above this, memberships are not compared, because a user is waiting for the review.
    /// </summary>
    public const int MostPeople = 10_000;

    /// <summary>The members of several cohorts, sorted by name.</summary>
    public async Task<IReadOnlyList<MemberOfSeveral>> ReadAsync(StoredRollout rollout, CancellationToken ct) =>
        (await ReadAllAsync(rollout, ct)).OfSeveral;

    /// <summary>
    /// The members; the same address means the same person, whatever id a cohort uses.
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

    /// <summary>Identifies a person across cohorts; compare case-insensitively.</summary>
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
