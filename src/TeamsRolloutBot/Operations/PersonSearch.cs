using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>Where a person is known.</summary>
/// <param name="Ids">The person's ids.</param>
/// <param name="Places">The rollouts they have a part in, each with the names of their
/// cohorts.</param>
/// <param name="IsMet">Whether the bot has met them.</param>
internal sealed record PersonFinds(
    IReadOnlyList<PersonId> Ids, IReadOnlyList<(StoredRollout Rollout, IReadOnlyList<string> Cohorts)> Places, bool IsMet);

/// <summary>Finds a person by a typed e-mail address or Entra object id.</summary>
internal sealed class PersonSearch(CohortRepository cohorts, UserRepository users, KnownPeopleRepository seen)
{
    /// <returns>Where they are known, possibly nowhere; null if the text is neither an address nor
    /// an id.</returns>
    public async Task<PersonFinds?> FindAsync(string tenantId, string text, IReadOnlyList<StoredRollout> within, CancellationToken ct)
    {
        var typed = text.Trim();
        PersonId? first = AddressList.ReadOne(typed).Address is { } address
            ? PersonId.FromEmail(address)
            : Guid.TryParse(typed, out var objectId)
            ? PersonId.FromObjectId(objectId)
            : null;
        if (first is not { } id)
        {
            return null;
        }

        var ids = new HashSet<PersonId> { id };
        var reference = await users.FindReferenceAsync(tenantId, id, ct);
        if (reference?.Primary is { } primary)
        {
            ids.Add(primary);
        }

        ids.UnionWith(reference?.AddressIds ?? []);
        var found = await Task.WhenAll(within.Select(rollout => FindInAsync(rollout, [.. ids], ct)));
        ids.UnionWith(found.SelectMany(place => place.Ids));
        return new PersonFinds(
            [.. ids],
            [.. within.Zip(found).Where(place => place.Second.HasPart).Select(place => (place.First, place.Second.Cohorts))],
            reference is not null || await seen.FindAsync(tenantId, id, ct) is not null);
    }

    private async Task<(bool HasPart, IReadOnlyList<string> Cohorts, IReadOnlyList<PersonId> Ids)> FindInAsync(
        StoredRollout rollout, IReadOnlyList<PersonId> ids, CancellationToken ct)
    {
        var definition = rollout.Definition;
        var participants = await Task.WhenAll(
            definition.Cohorts.Select(async cohort => (Cohort: cohort, Participant: await FindInAsync(rollout, cohort, ids, ct))));
        var inCohorts = participants.Where(place => place.Participant is not null).ToList();
        var leads = definition.Committee.Concat(definition.Cohorts.Select(cohort => cohort.ImplementationManager).OfType<Person>())
            .Append(rollout.Rollout.Owner);
        return (
            inCohorts.Count > 0 || leads.Any(person => ids.Contains(person.Id)),
            [.. inCohorts.Select(place => place.Cohort.Name)],
            [.. inCohorts.Select(place => place.Participant!.Person.Id)]);
    }

    // A person found in the directory who has not met the bot is known only to their cohorts.
    private async Task<Participant?> FindInAsync(StoredRollout rollout, Cohort cohort, IReadOnlyList<PersonId> ids, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohort.Id);
        foreach (var id in ids)
        {
            if ((id.Email is { } address ? await cohorts.FindByEmailAsync(key, address, ct) : null) is { } addressed)
            {
                return addressed;
            }

            if (await cohorts.FindParticipantAsync(key, id, ct) is { } participant)
            {
                return participant;
            }
        }

        return null;
    }
}
