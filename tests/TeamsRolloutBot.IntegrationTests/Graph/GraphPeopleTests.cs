using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.StubGraph;
using TeamsRolloutBot.Tests.Dialogs;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>People and groups, through the SDK's real requests.</summary>
public sealed class GraphPeopleTests
{
    private const string AnyBatch = "POST /$batch";

    [Fact]
    public async Task Somebody_is_found_by_object_id_and_by_address_and_by_the_beginning_of_a_name()
    {
        await using var graph = await GraphUnderTest.StartAsync();

        Assert.Equal("Maria Lopez", (await graph.People.FindAsync(TestPerson.Maria.ObjectId, default))?.Person.Name);
        Assert.Equal(TestPerson.Maria.ObjectId, (await graph.People.FindAsync("MARIA@contoso.example.com", default))?.Person.Id.Value);
        Assert.Equal([TestPerson.Maria.Email], (await graph.People.SearchAsync("mar lop", 5, default)).Select(found => found.Person.Email));
        Assert.Empty(await graph.People.SearchAsync("\"\\", 5, default));
    }

    [Fact]
    public async Task A_name_with_an_apostrophe_can_be_searched_and_does_not_break_out_of_the_filter()
    {
        await using var graph = await GraphUnderTest.StartAsync();
        var owner = graph.Stub.Tenant.Add("Shay O'Neill", "shay.o'neill@contoso.example.com");

        Assert.Equal(owner.Id, (await graph.People.FindAsync("shay.o'neill@contoso.example.com", default))?.Person.Id.Value);
        Assert.Null(await graph.People.FindAsync("x' or mail ne 'y@contoso.example.com", default));
    }

    [Fact]
    public async Task A_guest_is_an_external_collaborator()
    {
        await using var graph = await GraphUnderTest.StartAsync();
        var guest = graph.Stub.Tenant.Add("Gita Guest", "gita@builder.example.org") with { IsGuest = true };
        graph.Stub.Tenant.People[guest.Id] = guest;

        Assert.True((await graph.People.FindAsync("gita@builder.example.org", default))?.IsGuest);
        Assert.False((await graph.People.FindAsync(TestPerson.Maria.Email, default))?.IsGuest);
    }

    [Fact]
    public async Task Somebody_who_left_is_not_asked_for_again()
    {
        await using var graph = await GraphUnderTest.StartAsync();
        var gone = Guid.NewGuid().ToString();

        Assert.Null(await graph.People.FindAsync(gone, default));
        Assert.Null(await graph.People.FindAsync(gone.ToUpperInvariant(), default));

        Assert.Equal(1, graph.Stub.Count("GET /users/{user-id}"));
    }

    [Fact]
    public async Task Whoever_was_found_by_address_is_known_by_object_id()
    {
        await using var graph = await GraphUnderTest.StartAsync();

        await graph.People.FindAsync(TestPerson.Maria.Email, default);
        await graph.People.FindAsync(TestPerson.Maria.ObjectId, default);

        Assert.Equal(0, graph.Stub.Count("GET /users/{user-id}"));
    }

    [Fact]
    public async Task Many_are_asked_for_twenty_at_a_time_and_each_answer_in_a_batch_counts_for_itself()
    {
        await using var graph = await GraphUnderTest.StartAsync();
        var ids = Enumerable.Range(100, 45)
            .Select(number => graph.Stub.Tenant.Add($"Person {number}", $"p{number}@contoso.example.com", number).Id).ToList();
        graph.Stub.Tenant.People.Remove(ids[3]);
        graph.Stub.ScriptWhere(
            request => request.Path == $"/users/{ids[5]}", GraphAnswer.Error(429, "TooManyRequests", retryAfter: TimeSpan.FromSeconds(1)),
            times: 1);
        graph.Stub.ScriptWhere(request => request.Path == $"/users/{ids[7]}", GraphAnswer.Error(503, "ServiceUnavailable"), times: 1);

        var found = await graph.People.FindAllAsync(ids, default);

        Assert.Equal(ids.Where(id => id != ids[3]), found.Keys.Order());
        Assert.Equal(4, graph.Stub.Count(AnyBatch));
        Assert.Equal(2, graph.Stub.Requests.Count(request => request.Path == $"/users/{ids[5]}"));
        Assert.Equal(1, graph.Stub.Requests.Count(request => request.Path == $"/users/{ids[4]}"));
    }

    [Fact]
    public async Task A_group_gives_the_people_of_the_groups_in_it_page_by_page()
    {
        await using var graph = await GraphUnderTest.StartAsync();
        var group = AddGroup(graph, 2500);

        Assert.Equal(2500, await graph.People.CountMembersAsync(group.Id, default));
        Assert.Equal([group.Id], (await graph.People.FindGroupsAsync("Denver office", default)).Select(found => found.Id));
        Assert.Equal(["Denver office"], (await graph.People.FindGroupsAsync(group.Id, default)).Select(found => found.Name));
        Assert.Empty(await graph.People.FindGroupsAsync(Guid.NewGuid().ToString(), default));

        var members = new List<PersonId>();
        await foreach (var member in graph.People.ListMembersAsync(group.Id, default))
        {
            members.Add(member.Person.Id);
        }

        Assert.Equal(group.Members, members.Select(member => member.Value));
        Assert.Equal(3, graph.Stub.Count("GET /groups/{group-id}/transitiveMembers/graph.user"));
    }

    [Fact]
    public async Task Only_as_much_of_a_group_is_read_as_is_asked_for()
    {
        await using var graph = await GraphUnderTest.StartAsync();
        var group = AddGroup(graph, 2500);

        await foreach (var member in graph.People.ListMembersAsync(group.Id, default))
        {
            Assert.NotNull(member.Person.Email);
            break;
        }

        Assert.Equal(1, graph.Stub.Count("GET /groups/{group-id}/transitiveMembers/graph.user"));
    }

    [Fact]
    public async Task Mailboxes_tell_time_zones_by_the_names_of_Windows_and_of_the_database()
    {
        await using var graph = await GraphUnderTest.StartAsync();
        var windows = AddWithZone(graph, "Mountain Standard Time", 101);
        var iana = AddWithZone(graph, "Europe/Berlin", 102);
        var unknown = AddWithZone(graph, "Customized Time Zone", 103);
        var none = AddWithZone(graph, null, 104);

        var hours = await graph.People.ReadHoursAsync([windows, iana, unknown, none], default);

        Assert.Equal("America/Denver", hours[windows].Zone?.Id);
        Assert.Equal("Europe/Berlin", hours[iana].Zone?.Id);
        Assert.Equal((new LocalTime(7, 0), new LocalTime(16, 0)), (hours[iana].Start!.Value, hours[iana].End!.Value));
        Assert.Null(hours[unknown].Zone);
        Assert.False(hours.ContainsKey(none));
        Assert.Equal(1, graph.Stub.Count(AnyBatch));
    }

    [Fact]
    public async Task The_manager_of_somebody_is_found_where_it_is_permitted()
    {
        await using var graph = await GraphUnderTest.StartAsync();
        var report = graph.Stub.Tenant.Add("Rita Report", "rita@contoso.example.com", 105) with { ManagerId = TestPerson.Sam.ObjectId };
        graph.Stub.Tenant.People[report.Id] = report;
        var id = PersonId.Parse(report.Id)!.Value;

        Assert.Equal("Sam Okafor", (await graph.People.FindManagerAsync(id, default))?.Person.Name);
        Assert.Null(await graph.People.FindManagerAsync(PersonId.Parse(TestPerson.Sam.ObjectId)!.Value, default));

        graph.Stub.Script(
            "GET /users/{user-id}/manager",
            GraphAnswer.Error(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."));
        Assert.Null(await graph.People.FindManagerAsync(id, default));
        Assert.True(graph.Levels.IsOpen(GraphFeature.People));
    }

    private static StubGroup AddGroup(GraphUnderTest graph, int size)
    {
        var members = Enumerable.Range(1000, size)
            .Select(number => graph.Stub.Tenant.Add($"Person {number}", $"p{number}@contoso.example.com", number).Id).ToList();
        var group = new StubGroup(Guid.NewGuid().ToString(), "Denver office", members);
        graph.Stub.Tenant.Groups[group.Id] = group;
        return group;
    }

    private static PersonId AddWithZone(GraphUnderTest graph, string? zone, int number)
    {
        var person = graph.Stub.Tenant.Add($"Person {number}", $"p{number}@contoso.example.com", number) with { Zone = zone };
        graph.Stub.Tenant.People[person.Id] = person;
        return PersonId.Parse(person.Id)!.Value;
    }
}
