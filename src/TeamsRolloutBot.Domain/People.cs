namespace TeamsRolloutBot.Domain;

/// <summary>Lists in which somebody may be named twice.</summary>
public static class People
{
    /// <summary>
    /// Each person once, the first mention counting. Somebody named by address and by another id
    /// with that address is one person; two accounts with one address are two.
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
