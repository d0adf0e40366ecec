using TeamsRolloutBot.Identity;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// The people in a conversation and how to reach them, as reported by the connector and remembered.
/// </summary>
internal sealed partial class PeopleDirectory(
    RetryingConnector connector, AddressBook book, UserRepository users, KnownPeopleRepository seen, IClock clock,
    ILogger<PeopleDirectory> logger)
{
    /// <summary>How many people seen elsewhere are offered in a picker.</summary>
    public const int Offered = 12;

    /// <summary>Maximum matches of a name to choose from.</summary>
    public const int MostOfAName = 6;

    private const int MostRemembered = 500;

    // Somebody is waiting for the answer: longer lists are taken as typed, and their people are
    // recognised when met.
    private const int MostAddresses = 200;

    /// <summary>
    /// The people of a conversation, without bots, plus some seen elsewhere in the tenant. Empty if
    /// the client does not tell; typed input then stands on its own.
    /// </summary>
    public async Task<IReadOnlyList<Person>> RosterAsync(ConversationAddress address, CancellationToken ct)
    {
        // A personal chat has only one person; people seen in teams and group chats are offered
        // too.
        var offered = OfferedAsync(address.TenantId ?? string.Empty, ct);
        var people = new List<Person>();
        try
        {
            string? next = null;
            do
            {
                var page = await connector.GetMembersPageAsync(address, next, ct);

                // People from other tenants are not candidates for a rollout, whatever name they
                // use.
                var members = await book.ReadAsync(page.Members ?? [], address.TenantId ?? string.Empty, ct);
                var candidates = members.Where(account => account.Standing != Standing.Foreign).ToList();
                people.AddRange(candidates.Select(account => account.Person));
                await Task.WhenAll(candidates.Select(account => RememberAsync(address, account, ct)));
                next = page.ContinuationToken;
            }
            while (!string.IsNullOrEmpty(next) && people.Count < MostRemembered);
        }
        catch (ConnectorException fault)
        {
            LogRosterUnavailable(logger, fault.Kind, fault.Status);
        }

        return [.. people.Concat(await offered).DistinctBy(person => person.Id)];
    }

    private async Task<IReadOnlyList<Person>> OfferedAsync(string tenantId, CancellationToken ct) =>
        await WithAddressesAsync(tenantId, await seen.ListAsync(tenantId, Offered, ct).ToListAsync(ct), ct);

    /// <summary>
    /// Looks up people named by id or address among everybody the bot has seen in the tenant.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="ids">The picked ids.</param>
    /// <param name="addresses">The typed e-mail addresses; not looked up if there are very
    /// many.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<Person>> FindKnownAsync(
        string tenantId, IReadOnlyList<PersonId> ids, IReadOnlyCollection<string> addresses, CancellationToken ct)
    {
        var picked = await Task.WhenAll(
            ids.Select(async id => await seen.FindAsync(tenantId, id, ct) ?? PersonOf(await users.FindReferenceAsync(tenantId, id, ct))));
        var people = await WithAddressesAsync(tenantId, [.. picked.OfType<Person>()], ct);
        if (addresses.Count > MostAddresses)
        {
            return people;
        }

        var addressed = await users.FindReferencesAsync(tenantId, [.. addresses.Select(PersonId.FromEmail)], ct);
        return
        [
            .. people.Concat(
                addressed.Where(found => found is { Primary: not null, IsDisputed: false, ConfirmedAt: not null }).Select(PersonOf)
                    .OfType<Person>())
        ];
    }

    // The list of people seen has only names; addresses are stored with the account.
    private async Task<IReadOnlyList<Person>> WithAddressesAsync(string tenantId, IReadOnlyList<Person> people, CancellationToken ct)
    {
        var references = await users.FindReferencesAsync(tenantId, [.. people.Select(person => person.Id)], ct);
        return
        [
            .. people.Select(
                (person, at) => person with { Email = references[at] is { ConfirmedAt: not null, Email: { } email } ? email : null })
        ];
    }

    // Somebody who has written to the bot may not have been seen in a roster.
    private static Person? PersonOf(UserReference? reference) =>
        reference is null
            ? null
            : new Person
            {
                Id = reference.Primary ?? reference.Person,
                Name = reference.Name,
                Email = reference.ConfirmedAt is null ? null : reference.Email
            };

    /// <summary>
    /// Everybody seen in the tenant who matches a name: exactly, or otherwise with a name starting
    /// so from any of its words.
    /// </summary>
    /// <returns>The people, and whether the match is exact.</returns>
    public async Task<(IReadOnlyList<Person> People, bool IsWholeName)> FindByNameAsync(string tenantId, string name, CancellationToken ct)
    {
        var found = await WithAddressesAsync(tenantId, await seen.FindByNameAsync(tenantId, name, MostOfAName, ct), ct);
        var folded = FoldedName.Of(name);
        var same = found.Where(person => FoldedName.Of(person.Name) == folded).ToList();
        return same.Count > 0 ? (same, true) : (found, false);
    }

    private async Task RememberAsync(ConversationAddress address, MetAccount account, CancellationToken ct)
    {
        var tenantId = address.TenantId ?? string.Empty;
        var reference = users.FindReferenceAsync(tenantId, account.Person.Id, ct).AsTask();
        await seen.AddAsync(tenantId, account.Person, ct);
        if (await reference is not null)
        {
            return;
        }

        var now = clock.GetCurrentInstant();
        var met = new UserReference
        {
            TenantId = tenantId,
            Person = account.Person.Id,
            UserId = account.UserId,
            Name = account.Person.Name,
            ServiceUrl = address.ServiceUrl,
            UpdatedAt = now,
        };
        await book.SaveAsync(book.Confirmed(met, account), ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A conversation's members could not be read: {Kind}, status {Status}")]
    private static partial void LogRosterUnavailable(ILogger logger, ConnectorFailureKind kind, int? status);
}
