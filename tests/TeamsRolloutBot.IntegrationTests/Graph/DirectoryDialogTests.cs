using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.StubGraph;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>People and groups typed into the definition dialog, found in the directory.</summary>
public sealed class DirectoryDialogTests
{
    [Fact]
    public async Task An_address_and_a_name_that_the_directory_knows_become_the_object_id()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var step = await NamedAsync(bot);

        await bot.PressAsync(Robin, "define.next", step.With("committeeTyped", "maria lopez\nsam@contoso.example.com"));

        Assert.Equal(
            [Maria.ObjectId, Sam.ObjectId], (await Script.DraftAsync(bot)).Definition.Committee.Select(person => person.Id.Value).Order());
        Assert.Empty(stub.Violations);
    }

    [Fact]
    public async Task An_ambiguous_name_is_asked_back_and_what_was_typed_stays()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        stub.Tenant.Add("Maria Stone", "maria.stone@contoso.example.com", 50);
        await using var bot = await BotOnGraph.StartBotAsync(stub);
        var step = await NamedAsync(bot);

        var answer = await bot.PressAsync(Robin, "define.next", step.With("committeeTyped", "Maria"));

        Assert.Contains(
            "“Maria” could be Maria Lopez (maria@contoso.example.com) or Maria Stone (maria.stone@contoso.example.com). Type the e-mail "
                + "address.",
            answer);
        Assert.Contains("\nMaria\n", answer);
        Assert.Empty((await Script.DraftAsync(bot)).Definition.Committee);
    }

    [Fact]
    public async Task A_full_name_counts_before_those_that_begin_like_it()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        stub.Tenant.Add("Maria Lopez Garcia", "maria.garcia@contoso.example.com", 50);
        await using var bot = await BotOnGraph.StartBotAsync(stub);

        await bot.PressAsync(Robin, "define.next", (await NamedAsync(bot)).With("committeeTyped", "Maria Lopez"));

        Assert.Equal([Maria.ObjectId], (await Script.DraftAsync(bot)).Definition.Committee.Select(person => person.Id.Value));
    }

    [Fact]
    public async Task A_picked_object_id_gets_its_name()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (_, bot) = graph;

        await bot.PressAsync(Robin, "define.next", (await NamedAsync(bot)).With("committee", Maria.ObjectId));

        Assert.Equal(["Maria Lopez"], (await Script.DraftAsync(bot)).Definition.Committee.Select(person => person.Name));
    }

    [Fact]
    public async Task A_group_adds_its_members_and_its_guests_as_external_collaborators()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        var group = AddGroup(stub, "Denver office", 250);
        var guest = stub.Tenant.People[group.Members[7]] with { IsGuest = true };
        stub.Tenant.People[guest.Id] = guest;
        await using var bot = await BotOnGraph.StartBotAsync(stub);

        await bot.PressAsync(
            Robin, "define.next",
            Script.Cohort(await Script.UpToCohortsAsync(bot), $"Maria Lopez, {Maria.Email}, Accountant").With("group", "denver office"));

        var members = await MembersAsync(bot);
        Assert.Equal(251, members.Count);
        Assert.Equal([guest.Id], members.Where(member => member.Audience == Audience.External).Select(member => member.Person.Id.Value));
        Assert.Equal("invoice-administrator", members.Single(member => member.Person.Id.Value == Maria.ObjectId).Role);
    }

    [Fact]
    public async Task A_group_that_is_unknown_ambiguous_or_too_large_is_said_beside_its_field()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        AddGroup(stub, "Twice", 1);
        AddGroup(stub, "Twice", 1);
        stub.Tenant.Groups["big"] = new StubGroup("big", "Everybody", [.. Enumerable.Repeat(Maria.ObjectId, 5001)]);
        await using var bot = await BotOnGraph.StartBotAsync(stub);
        var cohort = Script.Cohort(await Script.UpToCohortsAsync(bot), string.Empty);

        Assert.Contains("There is no Entra group called “Nowhere”.", await bot.PressAsync(Robin, "define.next", cohort.With("group", "Nowhere")));
        Assert.Contains(
            "There are several groups called “Twice”. Type the object id",
            await bot.PressAsync(Robin, "define.next", cohort.With("group", "Twice")));
        Assert.Contains(
            "The group has 5,001 people; a cohort can have at most 5,000.",
            await bot.PressAsync(Robin, "define.next", cohort.With("group", "Everybody")));
        Assert.Empty((await Script.DraftAsync(bot)).Definition.Cohorts);
    }

    [Fact]
    public async Task A_cohort_without_a_lead_is_told_who_its_people_report_to()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        stub.Tenant.People[Maria.ObjectId] = stub.Tenant.People[Maria.ObjectId] with { ManagerId = Sam.ObjectId };
        await using var bot = await BotOnGraph.StartBotAsync(stub);

        var answer = await bot.PressAsync(
            Robin, "define.next",
            Script.Cohort(await Script.UpToCohortsAsync(bot), $"Maria Lopez, {Maria.Email}").With("leadTyped", string.Empty));

        Assert.Contains("its people report to **Sam Okafor**", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_joins_a_launched_rollout()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        AddGroup(stub, "Denver office", 3);
        await using var bot = await BotOnGraph.StartBotAsync(stub);
        var rollout = await Script.LaunchAsync(bot);

        Assert.Contains(
            "3 people join HQ Denver", await bot.PressAsync(Robin, "people.add", Script.Data(rollout).With("group", "Denver office")));
    }

    [Fact]
    public async Task Members_get_the_time_zones_of_their_mailboxes_unless_their_row_says_one()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        stub.Tenant.People[Maria.ObjectId] = stub.Tenant.People[Maria.ObjectId] with { Zone = "W. Europe Standard Time" };
        stub.Tenant.People[Sam.ObjectId] = stub.Tenant.People[Sam.ObjectId] with { Zone = "W. Europe Standard Time" };
        await using var bot = await BotOnGraph.StartBotAsync(stub);

        await bot.PressAsync(
            Robin, "define.next",
            Script.Cohort(await Script.UpToCohortsAsync(bot), $"Maria Lopez, {Maria.Email}\nSam Okafor, {Sam.Email}, , , America/Chicago"));
        await bot.Get<ZoneReader>().ReadAsync(default);

        Assert.Equal(
            ["Europe/Berlin", "America/Chicago"],
            (await MembersAsync(bot)).OrderBy(member => member.Person.Name).Select(member => member.Zone?.Id));
    }

    [Fact]
    public async Task When_the_directory_does_not_answer_addresses_count_as_typed()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var step = await NamedAsync(bot);
        stub.Script("GET /users", GraphAnswer.Error(403, "Authorization_RequestDenied"), times: 100);

        await bot.PressAsync(Robin, "define.next", step.With("committeeTyped", "sam@contoso.example.com"));

        Assert.Equal(
            ["mail:sam@contoso.example.com"], (await Script.DraftAsync(bot)).Definition.Committee.Select(person => person.Id.Value));
    }

    private static async Task<System.Text.Json.Nodes.JsonObject> NamedAsync(BotUnderTest bot)
    {
        await bot.PressAsync(
            Robin, "define.next", (await Script.NewAsync(bot)).With("name", "Mountain region").With("zone", "America/Denver"));
        return await Script.StepAsync(bot, 2);
    }

    private static StubGroup AddGroup(GraphStub stub, string name, int size)
    {
        var members = Enumerable.Range(1000, size)
            .Select(number => stub.Tenant.Add($"Person {number}", $"p{number}@contoso.example.com", number).Id).ToList();
        var group = new StubGroup(Guid.NewGuid().ToString(), name, members);
        return stub.Tenant.Groups[group.Id] = group;
    }

    private static async Task<List<Participant>> MembersAsync(BotUnderTest bot)
    {
        var members = new List<Participant>();
        await foreach (
            var participant in bot.Get<CohortRepository>()
                .ListParticipantsAsync(new CohortKey((await Script.DraftAsync(bot)).Id, new CohortId("c1"))))
        {
            if (participant.IsMember)
            {
                members.Add(participant);
            }
        }

        return members;
    }
}
