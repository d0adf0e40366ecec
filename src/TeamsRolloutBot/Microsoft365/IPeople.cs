namespace TeamsRolloutBot.Microsoft365;

/// <summary>Somebody of the organisation's directory.</summary>
/// <param name="Person">With the Entra object id.</param>
/// <param name="IsGuest">From another organisation: an external collaborator.</param>
internal sealed record DirectoryPerson(Person Person, bool IsGuest);

/// <summary>A group of the directory.</summary>
internal sealed record DirectoryGroup(string Id, string Name);

/// <summary>When somebody works, by their mailbox.</summary>
/// <param name="Zone">Their time zone; null when the mailbox's is not known to the time zone
/// database.</param>
/// <param name="Start">When their working day begins, in that zone; null when not said.</param>
/// <param name="End">When it ends.</param>
internal sealed record MailboxHours(DateTimeZone? Zone, LocalTime? Start, LocalTime? End);

/// <summary>People and groups of the organisation.</summary>
/// <remarks>
/// Every method throws <see cref="GraphException"/> when Graph can't answer; somebody or something
/// that is not there is an empty answer.
/// </remarks>
internal interface IPeople
{
    /// <summary>
    /// Somebody by Entra object id, e-mail address or user principal name; null when nobody (any
    /// more) has it.
    /// </summary>
    Task<DirectoryPerson?> FindAsync(string idOrAddress, CancellationToken ct);

    /// <summary>
    /// Many at once, by object id or address; who is not there is not in the answer.
    /// </summary>
    Task<IReadOnlyDictionary<string, DirectoryPerson>> FindAllAsync(IReadOnlyCollection<string> idsOrAddresses, CancellationToken ct);

    /// <summary>People by the beginnings of the words of their name.</summary>
    /// <param name="name">What was typed.</param>
    /// <param name="most">How many at most, 1 to 25.</param>
    /// <param name="ct">Cancels.</param>
    Task<IReadOnlyList<DirectoryPerson>> SearchAsync(string name, int most, CancellationToken ct);

    /// <summary>Somebody's manager; null when they have none.</summary>
    Task<DirectoryPerson?> FindManagerAsync(PersonId person, CancellationToken ct);

    /// <summary>
    /// Time zones and working hours of people with a mailbox; the others are not in the answer.
    /// </summary>
    Task<IReadOnlyDictionary<PersonId, MailboxHours>> ReadHoursAsync(IReadOnlyCollection<PersonId> people, CancellationToken ct);

    /// <summary>Groups of exactly that name, or the one of that id.</summary>
    Task<IReadOnlyList<DirectoryGroup>> FindGroupsAsync(string nameOrId, CancellationToken ct);

    /// <summary>How many people are in a group and the groups in it.</summary>
    Task<int> CountMembersAsync(string groupId, CancellationToken ct);

    /// <summary>
    /// The people of a group and of the groups in it, a page at a time: a large group is never held
    /// as a whole.
    /// </summary>
    IAsyncEnumerable<DirectoryPerson> ListMembersAsync(string groupId, CancellationToken ct);
}
