using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Operations;

/// <summary>Finds the ids somebody is known by, from an e-mail address or an Entra object id that was typed.</summary>
internal sealed class PersonSearch(CohortRepository cohorts, UserRepository users)
{
    /// <returns>The ids, by which the person may or may not be known anywhere; null when the text is neither.</returns>
    public async Task<IReadOnlyList<PersonId>?> FindAsync(
        string tenantId, string text, IReadOnlyList<StoredRollout> within, CancellationToken ct)
    {
        var typed = text.Trim();
        PersonId? first = EmailAddress.IsValid(typed) ? PersonId.FromEmail(typed) : Guid.TryParse(typed, out var objectId) ? PersonId.FromObjectId(objectId) : null;
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

        // Somebody found in the directory, whom the bot has not met, is known to their cohorts alone.
        foreach (var address in ids.Select(known => known.Email).OfType<string>().ToList())
        {
            foreach (var key in within.SelectMany(rollout => rollout.Definition.Cohorts.Select(cohort => new CohortKey(rollout.Id, cohort.Id))))
            {
                if (await cohorts.FindByEmailAsync(key, address, ct) is { } participant)
                {
                    ids.Add(participant.Person.Id);
                }
            }
        }

        return [.. ids];
    }
}
