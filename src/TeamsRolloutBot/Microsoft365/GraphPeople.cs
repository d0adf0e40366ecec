using System.Runtime.CompilerServices;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Graph.Models;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;
using EmailAddress = TeamsRolloutBot.Domain.EmailAddress;
using Person = TeamsRolloutBot.Domain.Person;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>People and groups from the directory, cached for a while.</summary>
internal sealed class GraphPeople(GraphConnection connection, GraphBatch batch) : IPeople, IDisposable
{
    private const int MostRemembered = 20_000;
    private const int PageSize = 999;
    private static readonly TimeSpan RememberFor = TimeSpan.FromHours(1);

    // The properties available with User.ReadBasic.All.
    private static readonly string[] Selected = ["id", "displayName", "mail", "userPrincipalName"];

    private readonly MemoryCache _people = new(new MemoryCacheOptions { SizeLimit = MostRemembered });

    public async Task<DirectoryPerson?> FindAsync(string idOrAddress, CancellationToken ct) =>
        (await FindAllAsync([idOrAddress], ct)).GetValueOrDefault(idOrAddress);

    public async Task<IReadOnlyDictionary<string, DirectoryPerson>> FindAllAsync(
        IReadOnlyCollection<string> idsOrAddresses, CancellationToken ct)
    {
        var found = new Dictionary<string, DirectoryPerson>(StringComparer.OrdinalIgnoreCase);
        var ids = new List<string>();
        var addresses = new List<string>();
        foreach (var asked in idsOrAddresses.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (_people.TryGetValue(KeyOf(asked), out DirectoryPerson? known))
            {
                if (known is not null)
                {
                    found[asked] = known;
                }
            }
            else
            {
                (Guid.TryParse(asked, out _) ? ids : addresses).Add(asked);
            }
        }

        if (ids.Count > 0)
        {
            var users = await batch.ReadAsync<User>(
                GraphFeature.People, ids, (client, id) =>
                    client.Users[id].ToGetRequestInformation(request => request.QueryParameters.Select = Selected), ct);
            Note(ids, users.ToDictionary(pair => pair.Key, pair => Read(pair.Value), StringComparer.OrdinalIgnoreCase), found);
        }

        if (addresses.Count > 0)
        {
            // By address, not only by user principal name: a guest's is made up, and the mail
            // address may differ.
            var pages = await batch.ReadAsync<UserCollectionResponse>(
                GraphFeature.People,
                addresses,
                (client, address) => client.Users.ToGetRequestInformation(request =>
                {
                    request.QueryParameters.Filter = $"mail eq '{Quote(address)}' or userPrincipalName eq '{Quote(address)}'";
                    request.QueryParameters.Select = Selected;
                    request.QueryParameters.Top = 2;
                }),
                ct);
            Note(
                addresses,
                pages.Where(page => page.Value.Value is [_])
                    .ToDictionary(page => page.Key, page => Read(page.Value.Value![0]), StringComparer.OrdinalIgnoreCase),
                found);
        }

        return found;
    }

    public async Task<IReadOnlyList<DirectoryPerson>> SearchAsync(string name, int most, CancellationToken ct)
    {
        var words = new string([.. name.Where(c => c is not ('"' or '\\'))]).Trim();
        if (words.Length == 0)
        {
            return [];
        }

        var page = await connection.CallAsync(
            GraphFeature.People,
            isRead: true,
            client => client.Users.GetAsync(
                request =>
                {
                    request.Headers.Add("ConsistencyLevel", "eventual");
                    request.QueryParameters.Search = $"\"displayName:{words}\"";
                    request.QueryParameters.Select = Selected;
                    request.QueryParameters.Top = most;
                },
                ct),
            ct);
        return [.. (page?.Value ?? []).Select(Read).OfType<DirectoryPerson>()];
    }

    public async Task<DirectoryPerson?> FindManagerAsync(PersonId person, CancellationToken ct)
    {
        try
        {
            var manager = await connection.CallAsync(
                null, isRead: true, client =>
                    client.Users[person.Value].Manager.GetAsync(request => request.QueryParameters.Select = Selected, ct), ct);
            return Read(manager as User);
        }
        catch (GraphException failure) when (failure.Kind is GraphFailureKind.NotFound or GraphFailureKind.NotPermitted)
        {
            // Reading managers needs an extra permission (User.Read.All): without it nobody is
            // proposed.
            return null;
        }
    }

    public async Task<IReadOnlyDictionary<PersonId, MailboxHours>> ReadHoursAsync(
        IReadOnlyCollection<PersonId> people, CancellationToken ct)
    {
        var settings = await batch.ReadAsync<MailboxSettings>(
            GraphFeature.Zones,
            [.. people.Where(person => Guid.TryParse(person.Value, out _)).Select(person => person.Value)],
            (client, id) =>
                client.Users[id].MailboxSettings.ToGetRequestInformation(
                    request => request.QueryParameters.Select = ["timeZone", "workingHours"]),
            ct);
        return settings.ToDictionary(pair => PersonId.Parse(pair.Key)!.Value, pair => ReadHours(pair.Value));
    }

    public async Task<IReadOnlyList<DirectoryGroup>> FindGroupsAsync(string nameOrId, CancellationToken ct)
    {
        if (Guid.TryParse(nameOrId, out _))
        {
            try
            {
                var group = await connection.CallAsync(
                    GraphFeature.People, isRead: true, client =>
                        client.Groups[nameOrId].GetAsync(request => request.QueryParameters.Select = ["id", "displayName"], ct), ct);
                return group?.Id is { } id ? [new DirectoryGroup(id, group.DisplayName ?? id)] : [];
            }
            catch (GraphException failure) when (failure.Kind == GraphFailureKind.NotFound)
            {
                return [];
            }
        }

        var page = await connection.CallAsync(
            GraphFeature.People,
            isRead: true,
            client => client.Groups.GetAsync(
                request =>
                {
                    request.QueryParameters.Filter = $"displayName eq '{Quote(nameOrId)}'";
                    request.QueryParameters.Select = ["id", "displayName"];
                    request.QueryParameters.Top = 5;
                },
                ct),
            ct);
        return
        [
            .. (page?.Value ?? []).Where(group => group.Id is not null)
                .Select(group => new DirectoryGroup(group.Id!, group.DisplayName ?? group.Id!))
        ];
    }

    public async Task<int> CountMembersAsync(string groupId, CancellationToken ct) =>
        await connection.CallAsync(
            GraphFeature.People,
            isRead: true,
            client =>
                client.Groups[groupId].TransitiveMembers.GraphUser.Count.GetAsync(
                    request => request.Headers.Add("ConsistencyLevel", "eventual"), ct),
            ct) ?? 0;

    public async IAsyncEnumerable<DirectoryPerson> ListMembersAsync(string groupId, [EnumeratorCancellation] CancellationToken ct)
    {
        // A cast to users is an advanced query, which needs $count and the header.
        var page = await connection.CallAsync(
            GraphFeature.People,
            isRead: true,
            client => client.Groups[groupId].TransitiveMembers.GraphUser.GetAsync(
                request =>
                {
                    request.Headers.Add("ConsistencyLevel", "eventual");
                    request.QueryParameters.Select = Selected;
                    request.QueryParameters.Top = PageSize;
                    request.QueryParameters.Count = true;
                },
                ct),
            ct);
        while (page is not null)
        {
            foreach (var person in (page.Value ?? []).Select(Read).OfType<DirectoryPerson>())
            {
                yield return person;
            }

            var next = page.OdataNextLink;
            page = string.IsNullOrEmpty(next)
                ? null
                : await connection.CallAsync(
                    GraphFeature.People,
                    isRead: true,
                    client =>
                        client.Groups[groupId].TransitiveMembers.GraphUser.WithUrl(next)
                            .GetAsync(request => request.Headers.Add("ConsistencyLevel", "eventual"), ct),
                    ct);
        }
    }

    public void Dispose() => _people.Dispose();

    // Negative results are cached too, so that somebody who left is not looked up for every card.
    private void Note(List<string> asked, Dictionary<string, DirectoryPerson?> read, Dictionary<string, DirectoryPerson> found)
    {
        foreach (var key in asked)
        {
            var person = read.GetValueOrDefault(key);
            Remember(KeyOf(key), person);
            if (person is not null)
            {
                found[key] = person;
                Remember(person.Person.Id.Value, person);
            }
        }
    }

    private void Remember(string key, DirectoryPerson? person) =>
        _people.Set(key, person, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = RememberFor });

    private static string KeyOf(string idOrAddress) => idOrAddress.ToLowerInvariant();

    private static DirectoryPerson? Read(User? user)
    {
        if (!Guid.TryParse(user?.Id, out var id))
        {
            return null;
        }

        var email = EmailAddress.IsValid(user.Mail) ? user.Mail
            : GuestSignInName.AddressIn(user.UserPrincipalName) is { } invited ? invited
            : EmailAddress.IsValid(user.UserPrincipalName) ? user.UserPrincipalName
            : null;
        return new DirectoryPerson(
            new Person
            {
                Id = PersonId.FromObjectId(id),
                Name = SingleLine.Clean(user.DisplayName) is { Length: > 0 } shown
                    ? Wording.Shorten(shown, Domain.Rollouts.Limits.PersonName)
                    : email ?? "Somebody",
                Email = email is null ? null : EmailAddress.Normalise(email),
            },
            IsGuest: GuestSignInName.Matches(user.UserPrincipalName));
    }

    private static MailboxHours ReadHours(MailboxSettings settings)
    {
        var hours = settings.WorkingHours;
        return new MailboxHours(
            ZoneNames.Find(settings.TimeZone) ?? ZoneNames.Find(hours?.TimeZone?.Name),
            TimeOf(hours?.StartTime),
            TimeOf(hours?.EndTime));
    }

    private static LocalTime? TimeOf(Microsoft.Kiota.Abstractions.Time? time) =>
        time is { } said ? new LocalTime(said.Hour, said.Minute, said.Second) : null;

    private static string Quote(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
