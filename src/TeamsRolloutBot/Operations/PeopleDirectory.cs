using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using NodaTime;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Storage.Repositories;
using ConversationReference = TeamsRolloutBot.Storage.Repositories.ConversationReference;

namespace TeamsRolloutBot.Operations;

/// <summary>Who is in a conversation, and how they can be reached: what the connector tells, remembered.</summary>
internal sealed partial class PeopleDirectory(
    RetryingConnector connector, UserRepository users, KnownPeopleRepository seen, IClock clock, ILogger<PeopleDirectory> logger)
{
    /// <summary>How many people seen elsewhere are offered to be picked.</summary>
    public const int Offered = 12;

    /// <summary>How many people a name is taken to mean, before it is asked which of them.</summary>
    public const int MostOfAName = 6;

    private const int MostRemembered = 500;

    // Somebody waits for the answer: longer lists stand on their own, and their people are recognised when each is met.
    private const int MostAddresses = 200;

    /// <summary>
    /// The people of a conversation, without bots, and some of those seen in others of the tenant. Empty when the client does not say; what was
    /// typed then stands on its own.
    /// </summary>
    public async Task<IReadOnlyList<Person>> RosterAsync(ConversationAddress address, CancellationToken ct)
    {
        var people = new List<Person>();
        try
        {
            string? next = null;
            do
            {
                var page = await connector.GetMembersPageAsync(address, next, ct);
                foreach (var account in page.Members ?? [])
                {
                    if (PersonOf(account) is { } person)
                    {
                        people.Add(person);
                        await RememberAsync(address, account, person, ct);
                    }
                }

                next = page.ContinuationToken;
            }
            while (!string.IsNullOrEmpty(next) && people.Count < MostRemembered);
        }
        catch (ConnectorException fault)
        {
            LogRosterUnavailable(logger, fault.Kind, fault.Status);
        }

        // A personal chat has one person in it; those seen in teams and group chats are known all the same.
        await foreach (var known in seen.ListAsync(address.TenantId ?? string.Empty, Offered, ct))
        {
            people.Add(known);
        }

        return [.. people.DistinctBy(person => person.Id)];
    }

    /// <summary>Those whom an input names by id or address, of all whom the bot has seen anywhere in the tenant.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="ids">Ids that were picked.</param>
    /// <param name="addresses">E-mail addresses that were typed; none are looked up where they are very many.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<Person>> FindKnownAsync(
        string tenantId, IReadOnlyList<PersonId> ids, IReadOnlyCollection<string> addresses, CancellationToken ct)
    {
        var people = await Task.WhenAll(ids.Select(async id => await seen.FindAsync(tenantId, id, ct) ?? PersonOf(await users.FindReferenceAsync(tenantId, id, ct))));
        if (addresses.Count > MostAddresses)
        {
            return [.. people.OfType<Person>()];
        }

        var addressed = await Task.WhenAll(addresses.Select(async address =>
            await users.FindReferenceAsync(tenantId, PersonId.FromEmail(address), ct) is { Primary: { } id } reference ? await seen.FindAsync(tenantId, id, ct) ?? PersonOf(reference) : null));
        return [.. people.Concat(addressed).OfType<Person>()];
    }

    // Who has written to the bot need not have been seen among others.
    private static Person? PersonOf(ConversationReference? reference) =>
        reference is null ? null : new Person { Id = reference.Primary ?? reference.Person, Name = reference.Name, Email = reference.Email };

    /// <summary>Whom a name means, of all whom the bot has seen anywhere in the tenant: who has exactly that name, else whose name begins so from one of its words on.</summary>
    /// <returns>The people, and whether it is their whole name.</returns>
    public async Task<(IReadOnlyList<Person> People, bool IsWholeName)> FindByNameAsync(string tenantId, string name, CancellationToken ct)
    {
        var found = await seen.FindByNameAsync(tenantId, name, MostOfAName, ct);
        var folded = FoldedName.Of(name);
        var same = found.Where(person => FoldedName.Of(person.Name) == folded).ToList();
        return same.Count > 0 ? (same, true) : (found, false);
    }

    /// <summary>The account as a person; null for a bot or an account without any usable id.</summary>
    public static Person? PersonOf(TeamsChannelAccount account)
    {
        if (account.Id is null || account.Id.StartsWith("28:", StringComparison.Ordinal) || account.Role == "bot")
        {
            return null;
        }

        var email = EmailAddress.IsValid(account.Email) ? account.Email : EmailAddress.IsValid(account.UserPrincipalName) ? account.UserPrincipalName : null;
        var id = IdOf(account) ?? (email is null ? null : PersonId.FromEmail(email));
        return id is { } known
            ? new Person
            {
                Id = known,
                Name = NameOf(account) ?? email ?? "Somebody",
                Email = email is null ? null : EmailAddress.Normalise(email),
            }
            : null;
    }

    /// <summary>The name an account signs in with, normalised like an e-mail address; null where it is not said.</summary>
    public static string? PrincipalNameOf(TeamsChannelAccount account) =>
        EmailAddress.IsValid(account.UserPrincipalName) ? EmailAddress.Normalise(account.UserPrincipalName!) : null;

    /// <summary>The name of an account, no longer than one that is typed may be; null where it has none.</summary>
    public static string? NameOf(ChannelAccount account)
    {
        var name = account.Name?.Trim();
        return string.IsNullOrEmpty(name) ? null
            : name.Length <= Limits.PersonName ? name
            : string.Concat(name.AsSpan(0, char.IsHighSurrogate(name[Limits.PersonName - 2]) ? Limits.PersonName - 2 : Limits.PersonName - 1).TrimEnd(), "…");
    }

    /// <summary>The id of an account: its Entra object id, else what the client calls it.</summary>
    public static PersonId? IdOf(ChannelAccount account)
    {
        if (Guid.TryParse(account.AadObjectId, out var objectId))
        {
            return PersonId.FromObjectId(objectId);
        }

        var name = string.IsNullOrEmpty(account.AadObjectId) ? account.Id : account.AadObjectId;
        return name is { Length: > 0 and <= 120 } ? PersonId.ParseUserId(name) : null;
    }

    private async Task RememberAsync(ConversationAddress address, TeamsChannelAccount account, Person person, CancellationToken ct)
    {
        await seen.AddAsync(address.TenantId ?? string.Empty, person, ct);
        if (await users.FindReferenceAsync(address.TenantId ?? string.Empty, person.Id, ct) is not null)
        {
            return;
        }

        await users.SaveReferenceAsync(
            new ConversationReference
            {
                TenantId = address.TenantId ?? string.Empty,
                Person = person.Id,
                UserId = account.Id!,
                Name = person.Name,
                Email = person.Email,
                UserPrincipalName = PrincipalNameOf(account),
                ServiceUrl = address.ServiceUrl,
                UpdatedAt = clock.GetCurrentInstant(),
            },
            ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The people of a conversation could not be read: {Kind}, status {Status}")]
    private static partial void LogRosterUnavailable(ILogger logger, ConnectorFailureKind kind, int? status);
}
