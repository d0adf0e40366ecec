using Microsoft.Bot.Schema.Teams;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Identity;

/// <summary>
/// Maps e-mail addresses to accounts. An address is never proof of identity: it belongs to the
/// tenant's own account whose roster lists it, or to the one the directory names. The directory
/// outranks rosters; without it, an address never moves between accounts.
/// </summary>
internal sealed class AddressBook(
    UserRepository users, IConnector connector, IPeople people, GraphConnection graph, GraphLevels levels, IHostEnvironment environment,
    IClock clock)
{
    /// <summary>How long confirmation of an address by Teams or the directory is valid.</summary>
    public static readonly Duration ValidFor = Duration.FromDays(30);

    private const int MostFormerAddresses = 4;

    /// <summary>
    /// Reads a roster's accounts, without bots. Accounts that are not the tenant's own get
    /// addresses only from the directory.
    /// </summary>
    public async Task<IReadOnlyList<MetAccount>> ReadAsync(IEnumerable<TeamsChannelAccount> roster, string tenantId, CancellationToken ct)
    {
        var met = roster
            .Where(account => !Accounts.IsNobody(account))
            .Select(account => Accounts.Read(account, Accounts.StandingOf(account, tenantId, environment.IsDevelopment())))
            .ToList();
        var asked = met.Where(account => account.Standing != Standing.Employee && Guid.TryParse(account.Person.Id.Value, out _))
            .Select(account => account.Person.Id.Value).ToList();
        if (asked.Count == 0 || await FindInDirectoryAsync(tenantId, asked, ct) is not { } found)
        {
            return met;
        }

        return
        [
            .. met.Select(account =>
                account.Standing != Standing.Employee && found.GetValueOrDefault(account.Person.Id.Value) is { } known
                    ? account with
                    {
                        Person = known.Person,
                        Standing = known.IsGuest ? Standing.Guest : account.Standing,
                    }
                    : account
            ),
        ];
    }

    /// <summary>
    /// Stores how a person is reached, with their addresses. If another account has one of them,
    /// the directory decides, or neither gets it.
    /// </summary>
    /// <returns>The stored reference.</returns>
    public async Task<UserReference> SaveAsync(UserReference reference, CancellationToken ct)
    {
        var (saved, disputed) = await users.SaveReferenceAsync(reference, ct: ct);
        if (disputed.Count == 0 || await FindInDirectoryAsync(saved.TenantId, [.. disputed.Select(id => id.Email!)], ct) is not { } found)
        {
            return saved;
        }

        foreach (var address in disputed)
        {
            saved = await DecideAsync(saved, address, found.GetValueOrDefault(address.Email!)?.Person.Id, ct);
        }

        return saved;
    }

    /// <summary>
    /// The account behind an address, confirmed again if the last confirmation is too old; null if
    /// nobody the bot has met still has it.
    /// </summary>
    /// <param name="address">The id based on the address.</param>
    /// <param name="reference">The reference found under it.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ConnectorException">Teams is unavailable at the moment.</exception>
    public async Task<UserReference?> ConfirmAsync(PersonId address, UserReference? reference, CancellationToken ct)
    {
        if (!address.IsMail
            || reference is not { Primary: { } owner }
            || (reference.IsDisputed is false && reference.ConfirmedAt is { } at && clock.GetCurrentInstant() - at < ValidFor))
        {
            return reference;
        }

        if (await FindInDirectoryAsync(reference.TenantId, [address.Email!], ct) is { } found)
        {
            return found.GetValueOrDefault(address.Email!)?.Person.Id is { } entitled ? await MoveAsync(reference, address, entitled, ct)
                : reference.ConfirmedAt is null || reference.IsDisputed ? await ReleaseAsync(reference, address, ct)
                : await RenewAsync(reference, owner, ct);
        }

        if (reference.IsDisputed)
        {
            return reference;
        }

        var account = await FindMemberAsync(reference, ct);
        var isEntitled = account is { Standing: Standing.Employee }
            && (reference.ConfirmedAt is not null || account.Person.Email == address.Email || account.SignInName == address.Email);
        return isEntitled ? await RenewAsync(reference, owner, ct) : await ReleaseAsync(reference, address, ct);
    }

    /// <summary>
    /// The reference after Teams confirmed its person's addresses; former ones stay until somebody
    /// else has them.
    /// </summary>
    public UserReference Confirmed(UserReference reference, MetAccount account)
    {
        string?[] now = [account.Person.Email, account.SignInName];
        return reference with
        {
            Email = account.Person.Email,
            UserPrincipalName = account.SignInName,
            Standing = account.Standing,
            ConfirmedAt = clock.GetCurrentInstant(),
            FormerAddresses =
                account.Standing is not Standing.Employee || reference.ConfirmedAt is null
                    ? []
                    :
                    [
                        .. reference
                            .FormerAddresses.Prepend(reference.UserPrincipalName)
                            .Prepend(reference.Email)
                            .OfType<string>()
                            .Where(EmailAddress.IsValid)
                            .Select(EmailAddress.Normalise)
                            .Except(now)
                            .OfType<string>()
                            .Distinct()
                            .Take(MostFormerAddresses),
                    ],
        };
    }

    /// <summary>
    /// People in the directory by object id or address; null if there is no directory, or it does
    /// not answer.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, DirectoryPerson>?> FindInDirectoryAsync(
        string tenantId, IReadOnlyCollection<string> idsOrAddresses, CancellationToken ct)
    {
        if (!graph.Serves(tenantId) || !levels.IsOpen(GraphFeature.People))
        {
            return null;
        }

        try
        {
            return await people.FindAllAsync(idsOrAddresses, ct);
        }
        catch (GraphException)
        {
            return null;
        }
    }

    private async Task<UserReference> DecideAsync(UserReference saved, PersonId address, PersonId? entitled, CancellationToken ct)
    {
        if (entitled != saved.Person)
        {
            if (await users.FindReferenceAsync(saved.TenantId, address, ct) is { } disputed)
            {
                _ = entitled is { } other ? await MoveAsync(disputed, address, other, ct) : await ReleaseAsync(disputed, address, ct);
            }

            return saved;
        }

        var (moved, _) = await users.SaveReferenceAsync(With(saved, address), isDirectorysWord: true, ct);
        return moved;
    }

    private async Task<UserReference?> MoveAsync(UserReference reference, PersonId address, PersonId entitled, CancellationToken ct)
    {
        if (await users.FindReferenceAsync(reference.TenantId, entitled, ct) is not { } theirs)
        {
            return await ReleaseAsync(reference, address, ct);
        }

        var (moved, _) = await users.SaveReferenceAsync(
            With(theirs, address) with { ConfirmedAt = clock.GetCurrentInstant() }, isDirectorysWord: true, ct);
        return moved with { Person = address, Primary = moved.Person };
    }

    private async Task<UserReference?> RenewAsync(UserReference reference, PersonId owner, CancellationToken ct)
    {
        var current = await users.FindReferenceAsync(reference.TenantId, owner, ct) ?? reference;
        var (saved, _) = await users.SaveReferenceAsync(
            With(current, reference.Person) with { ConfirmedAt = clock.GetCurrentInstant() }, ct: ct);
        return saved with { Person = reference.Person, Primary = saved.Person };
    }

    private async Task<UserReference?> ReleaseAsync(UserReference reference, PersonId address, CancellationToken ct)
    {
        await users.ReleaseAsync(reference.TenantId, address, ct);
        return null;
    }

    // A legacy reference's addresses are trusted one by one, as each is confirmed.
    private static UserReference With(UserReference reference, PersonId address)
    {
        var known = reference.ConfirmedAt is null
            ? reference with { Email = null, UserPrincipalName = null, FormerAddresses = [] }
            : reference;
        return known.Email is null ? known with { Email = address.Email }
            : known.KnownAddresses.Contains(address.Email!) ? known
            : known with { FormerAddresses = [.. known.FormerAddresses.Append(address.Email!)] };
    }

    private async Task<MetAccount?> FindMemberAsync(UserReference reference, CancellationToken ct)
    {
        if (reference is not { ConversationId: { } conversation, ServiceUrl.Length: > 0 })
        {
            return null;
        }

        var account = await connector.GetMemberAsync(
            new ConversationAddress(reference.ServiceUrl, conversation, reference.TenantId), reference.UserId, ct);
        return account is not null && await ReadAsync([account], reference.TenantId, ct) is [var read] ? read : null;
    }
}
