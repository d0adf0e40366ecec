namespace TeamsRolloutBot.Domain;

/// <summary>Lists that may name the same person twice.</summary>
public static class People
{
    /// <summary>
    /// Removes duplicates, keeping the first mention. Somebody named by address and again by an id
    /// with that address is one person; two accounts with the same address are two.
    /// </summary>
    public static IEnumerable<T> Once<T>(IEnumerable<T> named, Func<T, Person> personOf)
    {
        ArgumentNullException.ThrowIfNull(named);
        ArgumentNullException.ThrowIfNull(personOf);
        var ids = new HashSet<PersonId>();
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        foreach (var each in named)
        {
            var person = personOf(each);
            var address = person.Email is { } email && EmailAddress.IsValid(email) ? EmailAddress.Normalise(email) : null;
            var isThere = ids.Contains(person.Id)
                || (address is not null && (person.Id.IsMail ? addresses.Contains(address) : ids.Contains(PersonId.FromEmail(address))));
            if (isThere)
            {
                continue;
            }

            ids.Add(person.Id);
            if (address is not null)
            {
                addresses.Add(address);
            }

            yield return each;
        }
    }
}
