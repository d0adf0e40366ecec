namespace TeamsRolloutBot.Microsoft365;

/// <summary>A person in the organisation's directory.</summary>
/// <param name="Person">With the Entra object id.</param>
/// <param name="IsGuest">Whether they are from another organisation, i.e. an external
/// collaborator.</param>
internal sealed record DirectoryPerson(Person Person, bool IsGuest);

/// <summary>A directory group.</summary>
internal sealed record DirectoryGroup(string Id, string Name);

/// <summary>A person's working hours according to their mailbox.</summary>
/// <param name="Zone">Their time zone; null if the time zone database does not know it.</param>
/// <param name="Start">The start of their working day in that zone; null if unknown.</param>
/// <param name="End">The end of their working day.</param>
internal sealed record MailboxHours(DateTimeZone? Zone, LocalTime? Start, LocalTime? End);

/// <summary>The organisation's people and groups.</summary>
/// <remarks>
/// Every method throws <see cref="GraphException"/> if Graph can't answer; anything not found is an
/// empty result.
/// </remarks>
internal interface IPeople
{
    /// <summary>
    /// A person by Entra object id, e-mail address or user principal name; null if not found.
    /// </summary>
    Task<DirectoryPerson?> FindAsync(string idOrAddress, CancellationToken ct);

    /// <summary>Several people by object id or address; those not found are omitted.</summary>
    Task<IReadOnlyDictionary<string, DirectoryPerson>> FindAllAsync(IReadOnlyCollection<string> idsOrAddresses, CancellationToken ct);

    /// <summary>Searches people by prefixes of the words of their name.</summary>
    /// <param name="name">The typed text.</param>
    /// <param name="most">Maximum number of results, 1 to 25.</param>
    /// <param name="ct">Cancels.</param>
    Task<IReadOnlyList<DirectoryPerson>> SearchAsync(string name, int most, CancellationToken ct);

    /// <summary>A person's manager; null if they have none.</summary>
    Task<DirectoryPerson?> FindManagerAsync(PersonId person, CancellationToken ct);

    /// <summary>
    /// Time zones and working hours of people with a mailbox; others are omitted.
    /// </summary>
    Task<IReadOnlyDictionary<PersonId, MailboxHours>> ReadHoursAsync(IReadOnlyCollection<PersonId> people, CancellationToken ct);

    /// <summary>Groups with exactly that name, or the one with that id.</summary>
    Task<IReadOnlyList<DirectoryGroup>> FindGroupsAsync(string nameOrId, CancellationToken ct);

    /// <summary>The number of people in a group, including nested groups.</summary>
    Task<int> CountMembersAsync(string groupId, CancellationToken ct);

    /// <summary>The people in a group, including nested groups, streamed page by page.</summary>
    IAsyncEnumerable<DirectoryPerson> ListMembersAsync(string groupId, CancellationToken ct);
}
