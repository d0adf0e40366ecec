using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TeamsRolloutBot.StubGraph;

/// <summary>The stub's own answers, from its made-up tenant.</summary>
internal sealed partial class Answers(GraphStub stub)
{
    // What Graph returns of a user when nothing is selected.
    private static readonly string[] DefaultOfUser =
    [
        "businessPhones", "displayName", "givenName", "jobTitle", "mail", "mobilePhone", "officeLocation", "preferredLanguage", "surname",
        "userPrincipalName", "id"
    ];
    private readonly CalendarAnswers _calendar = new(stub);

    private StubTenant Tenant => stub.Tenant;

    public GraphAnswer Of(GraphRequest request) => request.Template switch
    {
        "GET /users" => Users(request),
        "GET /users/{user-id}" => User(request),
        "GET /users/{user-id}/manager" => Manager(request),
        "GET /users/{user-id}/mailboxSettings" => Mailbox(request),
        "GET /groups" => Groups(request),
        "GET /groups/{group-id}" => Group(request),
        "GET /groups/{group-id}/transitiveMembers/graph.user" => Members(request),
        "GET /groups/{group-id}/transitiveMembers/graph.user/$count" => MemberCount(request),
        "GET /appCatalogs/teamsApps" => Catalogue(request),
        "GET /users/{user-id}/teamwork/installedApps" => Installed(request),
        "POST /users/{user-id}/teamwork/installedApps" => Install(request),
        "GET /users/{user-id}/teamwork/installedApps/{userScopeTeamsAppInstallation-id}/chat" => Chat(request),
        "POST /users/{user-id}/sendMail" => SendMail(request),
        _ => _calendar.Of(request),
    };

    private GraphAnswer Users(GraphRequest request)
    {
        IEnumerable<StubPerson>? found = null;
        if (request.Option("$search") is { } search)
        {
            if (!string.Equals(request.Headers.GetValueOrDefault("ConsistencyLevel"), "eventual", StringComparison.OrdinalIgnoreCase))
            {
                return GraphAnswer.Error(
                    400, "Request_UnsupportedQuery",
                    "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: "
                        + "eventual'");
            }

            var terms = SearchTerm().Matches(search).Select(match => (Read: Field(match.Groups[1].Value), Text: match.Groups[2].Value))
                .ToList();
            found = Tenant.People.All.Where(person => terms.Any(term => HasWord(term.Read(person), term.Text)));
        }

        if (request.Option("$filter") is { } filter)
        {
            var equals = Equal()
                .Matches(filter)
                .Select(match =>
                    (Read: Field(match.Groups[1].Value), Text: match.Groups[2].Value.Replace("''", "'", StringComparison.Ordinal))
                )
                .ToList();
            found = (found ?? equals.SelectMany(pair => Tenant.People.WithAddress(pair.Text)).Distinct()).Where(person =>
                equals.Any(pair => StubTenant.Same(pair.Read(person), pair.Text))
            );
        }

        return stub.Page(
            request, [.. (found ?? Tenant.People.All).OrderBy(person => person.Id, StringComparer.Ordinal)],
            person => Select(request, Json(person)), 100);
    }

    private GraphAnswer User(GraphRequest request) =>
        Tenant.Find(request.Value(0)) is { } person ? GraphAnswer.Ok(Select(request, Json(person))) : Missing(request.Value(0));

    private GraphAnswer Manager(GraphRequest request) =>
        Tenant.Find(request.Value(0)) is { ManagerId: { } id } && Tenant.Find(id) is { } manager
            ? GraphAnswer.Ok(Select(request, Json(manager)))
            : Missing("manager");

    private GraphAnswer Mailbox(GraphRequest request)
    {
        if (Tenant.Find(request.Value(0)) is not { } person)
        {
            return GraphAnswer.Error(404, "ErrorInvalidUser", "The requested user is invalid.");
        }

        return person.Zone is not { } zone
            ? GraphAnswer.Error(
                  404, "MailboxNotEnabledForRESTAPI", "The mailbox is either inactive, soft-deleted, or is hosted on-premise.")
            : GraphAnswer.Ok(new JsonObject
            {
                ["timeZone"] = zone,
                ["workingHours"] = new JsonObject
                {
                    ["daysOfWeek"] = new JsonArray("monday", "tuesday", "wednesday", "thursday", "friday"),
                    ["startTime"] = "07:00:00.0000000",
                    ["endTime"] = "16:00:00.0000000",
                    ["timeZone"] = new JsonObject { ["name"] = zone },
                },
            });
    }

    private GraphAnswer Groups(GraphRequest request)
    {
        IEnumerable<StubGroup> found = Tenant.Groups.Values;
        if (request.Option("$filter") is { } filter)
        {
            var equals = Equal().Matches(filter).Select(match => match.Groups[2].Value.Replace("''", "'", StringComparison.Ordinal))
                .ToList();
            found = found.Where(group => equals.Any(text => StubTenant.Same(group.Name, text)));
        }

        return stub.Page(request, [.. found], group => Json(group), 100);
    }

    private GraphAnswer Group(GraphRequest request) =>
        Tenant.Groups.TryGetValue(request.Value(0), out var group) ? GraphAnswer.Ok(Json(group)) : Missing(request.Value(0));

    private GraphAnswer Members(GraphRequest request) =>
        Tenant.Groups.TryGetValue(request.Value(0), out var group)
            ? stub.Page(request, group.Members, id => Select(request, Json(Tenant.People[id])), 100)
            : Missing(request.Value(0));

    private GraphAnswer MemberCount(GraphRequest request)
    {
        if (!string.Equals(request.Headers.GetValueOrDefault("ConsistencyLevel"), "eventual", StringComparison.OrdinalIgnoreCase))
        {
            return GraphAnswer.Error(400, "Request_BadRequest", "$count is not currently supported.");
        }

        return Tenant.Groups.TryGetValue(request.Value(0), out var group)
            ? new GraphAnswer(200) { Text = group.Members.Count.ToString() }
            : Missing(request.Value(0));
    }

    private GraphAnswer Catalogue(GraphRequest request)
    {
        var asked = Equal().Match(request.Option("$filter") ?? string.Empty).Groups[2].Value;
        return GraphAnswer.Ok(new JsonObject
        {
            ["value"] = Tenant.HasApp && StubTenant.Same(asked, StubTenant.AppExternalId)
                ? new JsonArray(
                      new JsonObject
                      {
                          ["id"] = StubTenant.CatalogueId,
                          ["externalId"] = StubTenant.AppExternalId,
                          ["displayName"] = "Rollout bot",
                          ["distributionMethod"] = "organization"
                      })
                : [],
        });
    }

    private GraphAnswer Installed(GraphRequest request)
    {
        if (Tenant.Find(request.Value(0)) is not { } person)
        {
            return Missing(request.Value(0));
        }

        var asked = Equal().Match(request.Option("$filter") ?? string.Empty).Groups[2].Value;
        var has = Tenant.Installations.TryGetValue(person.Id, out var installation)
            && (asked.Length == 0 || asked == StubTenant.CatalogueId);
        return GraphAnswer.Ok(new JsonObject { ["value"] = has ? new JsonArray(new JsonObject { ["id"] = installation }) : [] });
    }

    private GraphAnswer Install(GraphRequest request)
    {
        if (Tenant.Find(request.Value(0)) is not { } person)
        {
            return Missing(request.Value(0));
        }

        var bound = request.Body!.Value.TryGetProperty("teamsApp@odata.bind", out var bind) ? bind.GetString() : null;
        if (bound != $"https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/{StubTenant.CatalogueId}")
        {
            return GraphAnswer.Error(400, "BadRequest", "Bad value for teamsApp@odata.bind.");
        }

        if (!Tenant.Installations.TryAdd(person.Id, $"installation-{person.Id}"))
        {
            return GraphAnswer.Error(409, "Conflict", "App already installed.");
        }

        Tenant.Installed.AddOrUpdate(person.Id, 1, (_, count) => count + 1);

        // The documentation says: "It does not return anything in the response body."
        return new GraphAnswer(201);
    }

    private GraphAnswer Chat(GraphRequest request)
    {
        var person = Tenant.Find(request.Value(0));
        return person is not null && Tenant.Installations.TryGetValue(person.Id, out var installation) && installation == request.Value(1)
            ? GraphAnswer.Ok(new JsonObject { ["id"] = StubTenant.ChatOf(person.Id), ["chatType"] = "oneOnOne" })
            : Missing(request.Value(1));
    }

    private GraphAnswer SendMail(GraphRequest request)
    {
        if (Tenant.Find(request.Value(0)) is not { } mailbox)
        {
            return GraphAnswer.Error(404, "ErrorInvalidUser", "The requested user is invalid.");
        }

        var message = JsonNode.Parse(
            request.Body!.Value.EnumerateObject().First(member => StubTenant.Same(member.Name, "Message")).Value.GetRawText())!;
        if (message["toRecipients"] is not JsonArray { Count: > 0 })
        {
            return GraphAnswer.Error(400, "ErrorInvalidRecipients", "At least one recipient is not valid.");
        }

        Tenant.Mails.Enqueue((mailbox.Email, message));
        return new GraphAnswer(202);
    }

    private static JsonObject Json(StubPerson person) => new()
    {
        ["@odata.type"] = "#microsoft.graph.user",
        ["id"] = person.Id,
        ["displayName"] = person.Name,
        ["mail"] = person.Email,
        ["userPrincipalName"] = person.UserPrincipalName,
        ["userType"] = person.IsGuest ? "Guest" : "Member",
        ["accountEnabled"] = true,
    };

    private static JsonObject Json(StubGroup group) => new() { ["id"] = group.Id, ["displayName"] = group.Name };

    private static JsonObject Select(GraphRequest request, JsonObject whole)
    {
        var chosen = request.Option("$select")?.Split(',') ?? DefaultOfUser;
        foreach (
            var name in whole.Select(property => property.Key)
                .Where(name => !name.StartsWith('@') && !chosen.Contains(name, StringComparer.OrdinalIgnoreCase)).ToList())
        {
            whole.Remove(name);
        }

        return whole;
    }

    private static Func<StubPerson, string> Field(string name) => name.ToLowerInvariant() switch
    {
        "displayname" => person => person.Name,
        "mail" => person => person.Email,
        "userprincipalname" => person => person.UserPrincipalName,
        "id" => person => person.Id,
        _ => _ => string.Empty,
    };

    private static bool HasWord(string text, string start) =>
        start.Split(' ').All(word => text.Split(' ', '@', '.').Any(own => own.StartsWith(word, StringComparison.OrdinalIgnoreCase)));

    private static GraphAnswer Missing(string what) =>
        GraphAnswer.Error(
            404, "Request_ResourceNotFound",
            $"Resource '{what}' does not exist or one of its queried reference-property objects are not present.");

    [GeneratedRegex(@"([\w/]+) eq '((?:''|[^'])*)'")]
    private static partial Regex Equal();

    [GeneratedRegex("\"(\\w+):([^\"]*)\"")]
    private static partial Regex SearchTerm();
}
