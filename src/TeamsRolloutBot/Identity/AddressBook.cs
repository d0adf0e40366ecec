using Microsoft.Bot.Schema.Teams;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Identity;

/// <summary>
/// Which e-mail addresses belong to which accounts. An address is never proof of identity: it
/// belongs to an account of the tenant itself whose roster gives it, or to the one the directory
/// names. The directory outranks what was met; without its word an address never moves from one
/// account to another.
/// </summary>
internal sealed class AddressBook(
    UserRepository users, IConnector connector, IPeople people, GraphConnection graph, GraphLevels levels, IHostEnvironment environment,
    IClock clock)
{
    /// <summary>
    /// For how long what Teams or the directory said of an address counts; then they are asked
    /// again.
    /// </summary>
    public static readonly Duration ValidFor = Duration.FromDays(30);

    private const int MostFormerAddresses = 4;

    /// <summary>
    /// Reads the accounts of a roster, without bots; those that are not the tenant's own have the
    /// addresses the directory gives them, else none.
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
    /// Stores how somebody is reached, with the addresses that are theirs: where another account
    /// has one, the directory decides, or nobody has it.
    /// </summary>
    /// <returns>As it was stored.</returns>
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
    /// The account an address stands for, asked again where that was said long ago; null when
    /// nobody the bot has met has it any more.
    /// </summary>
    /// <param name="address">The id made of the address.</param>
    /// <param name="reference">What was found under it.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ConnectorException">Teams does not say for the moment.</exception>
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
    /// What the reference says after Teams gave these addresses for its person; those they had
    /// before stay theirs until somebody else has them.
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
    /// People of the directory by object id or address; null where there is none, or it does not
    /// answer.
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

    // A legacy reference's addresses are believed one by one, as each is confirmed.
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
