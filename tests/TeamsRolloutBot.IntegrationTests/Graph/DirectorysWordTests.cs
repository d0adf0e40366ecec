using Microsoft.Bot.Schema.Teams;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.StubGraph;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>
/// Who owns an address: the directory takes precedence over earlier encounters, and nothing else
/// transfers one.
/// </summary>
public sealed class DirectorysWordTests
{
    private static readonly PersonId MariasAddress = PersonId.FromEmail(Maria.Email);

    [Fact]
    public async Task An_address_that_the_directory_gives_to_another_account_moves_to_it_and_the_first_loses_it()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        await bot.SayAsync(Maria, "hello");
        Assert.Contains(MariasAddress, await IdsAsync(bot, Maria));

        // She has left, and Uma has her address now.
        stub.Tenant.People[Maria.ObjectId] = stub.Tenant.People[Maria.ObjectId] with { Email = "maria.left@contoso.example.com" };
        stub.Tenant.People[Uma.ObjectId] = stub.Tenant.People[Uma.ObjectId] with { Email = Maria.Email };
        bot.Teams.AccountOf = person => person == Uma ? Addressed(Uma, Maria.Email) : RememberingTeams.Account(person);
        await bot.TravelAsync("2027-02-01T19:00:00Z");
        await bot.SayAsync(Uma, "hello");

        Assert.Contains(MariasAddress, await IdsAsync(bot, Uma));
        Assert.DoesNotContain(MariasAddress, await IdsAsync(bot, Maria));
        Assert.Equal(
            Uma.Conversation, (await bot.Get<UserRepository>().FindReferenceAsync(BotUnderTest.Tenant, MariasAddress))!.ConversationId);
        Assert.Empty(stub.Violations);
    }

    [Fact]
    public async Task An_address_that_a_roster_gives_to_another_account_stays_where_the_directory_has_it()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (_, bot) = graph;
        await bot.SayAsync(Maria, "hello");
        bot.Teams.AccountOf = person => person == Uma ? Addressed(Uma, Maria.Email) : RememberingTeams.Account(person);

        await bot.SayAsync(Uma, "hello");

        Assert.DoesNotContain(MariasAddress, await IdsAsync(bot, Uma));
        Assert.False((await bot.Get<UserRepository>().FindReferenceAsync(BotUnderTest.Tenant, MariasAddress))!.IsDisputed);
        Assert.Equal(
            Maria.ObjectId, (await bot.Get<UserRepository>().FindReferenceAsync(BotUnderTest.Tenant, MariasAddress))!.Primary!.Value.Value);
    }

    [Fact]
    public async Task A_typed_address_means_the_directorys_account_and_not_one_the_bot_has_met()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        await bot.SayAsync(Maria, "hello");
        stub.Tenant.People[Maria.ObjectId] = stub.Tenant.People[Maria.ObjectId] with { Email = "maria.left@contoso.example.com" };
        stub.Tenant.People[Uma.ObjectId] = stub.Tenant.People[Uma.ObjectId] with { Email = Maria.Email };

        await bot.PressAsync(
            Robin, "define.next", (await Script.NewAsync(bot)).With("name", "Mountain region").With("zone", "America/Denver"));
        await bot.PressAsync(Robin, "define.next", (await Script.StepAsync(bot, 2)).With("committeeTyped", Maria.Email));

        Assert.Equal(Uma.ObjectId, Assert.Single((await Script.DraftAsync(bot)).Definition.Committee).Id.Value);
    }

    [Fact]
    public async Task A_guest_is_recognised_by_the_address_the_directory_has_and_is_external()
    {
        await using var graph = await BotOnGraph.StartAsync(
            stub => stub.Tenant.People[Stranger.ObjectId] = stub.Tenant.People[Stranger.ObjectId] with { IsGuest = true });
        var (_, bot) = graph;
        bot.Teams.AccountOf = person => RememberingTeams.Account(person, role: person == Stranger ? "guest" : "user");

        await bot.SayAsync(Stranger, "hello");
        await bot.PressAsync(
            Robin,
            "define.next",
            Script.Cohort(await Script.UpToCohortsAsync(bot), $"Sid Stranger, {Stranger.Email.Replace('@', '_')}#EXT#@contoso.example.com")
        );

        Assert.Contains(PersonId.FromEmail(Stranger.Email), await IdsAsync(bot, Stranger));
        var rollout = await Script.DraftAsync(bot);
        var member = (
            await bot.Get<CohortRepository>()
                .FindParticipantAsync(new CohortKey(rollout.Id, new CohortId("c1")), PersonId.Parse(Stranger.ObjectId)!.Value)
        )!;
        Assert.Equal((Audience.External, Stranger.Email), (member.Audience, member.Person.Email));
        Assert.Contains("can’t start rollouts", Assert.Single(await bot.SayAsync(Stranger, "new rollout")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Managers_named_by_address_are_looked_up_once_and_stay_who_they_were()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        await using var bot = await StartAsync(stub, Maria.Email);
        await bot.Get<NamedManagers>().StartingAsync(default);
        stub.Tenant.People[Uma.ObjectId] = stub.Tenant.People[Uma.ObjectId] with { Email = Maria.Email };
        bot.Teams.AccountOf = person => person == Uma ? Addressed(Uma, Maria.Email) : RememberingTeams.Account(person);

        Assert.Contains("STEP 1 OF 11", Assert.Single(await bot.SayAsync(Maria, "new rollout")), StringComparison.Ordinal);
        Assert.Contains("only named people", Assert.Single(await bot.SayAsync(Uma, "new rollout")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manager_the_directory_does_not_have_stops_the_start_with_its_name()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        await using var bot = await StartAsync(stub, "nobody@contoso.example.com");

        var stopped = await Assert.ThrowsAsync<OptionsValidationException>(() => bot.Get<NamedManagers>().StartingAsync(default));

        Assert.Contains("“nobody@contoso.example.com”", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Welcome_emails_go_to_people_of_the_directory_and_to_domains_on_the_list_alone()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        await using var bot = await StartAsync(stub, Robin.ObjectId, ("Mail:AllowedDomains:0", "partner.example.com"));
        var rollout = await BotOnGraph.LaunchAsync(
            bot,
            $"Maria Lopez, {Maria.Email}, Accountant\nPat Partner, pat@partner.example.com, Accountant\nVic Victim, "
                + "vic@elsewhere.example.org, Accountant\nSub Domain, sub@x.partner.example.com, Accountant");

        await bot.TravelAsync("2027-03-01T18:00:00Z");

        Assert.Equal(
            [Maria.Email, "pat@partner.example.com"],
            stub.Tenant.Mails.Select(mail => (string)mail.Message["toRecipients"]![0]!["emailAddress"]!["address"]!).Order());
        var key = new CohortKey(rollout.Id, new CohortId("c1"));
        var sent = await bot.Get<CohortRepository>().ListDeliveriesAsync(key).ToListAsync();
        Assert.Equal(
            2,
            sent.Count(
                delivery =>
                    delivery.Key.Kind == "phase1.email"
                        && delivery.Reason?.Text.Contains("Mail:AllowedDomains", StringComparison.Ordinal) == true));
        Assert.Equal(
            2, (await bot.Get<CohortRepository>().GetCountsAsync(key)).Obstacles[TeamsRolloutBot.Domain.Timeline.Obstacle.NoMail].Messages);
    }

    [Fact]
    public async Task A_session_stands_in_the_calendar_of_who_planned_it_and_never_in_that_of_who_was_only_named()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await BotOnGraph.LaunchAsync(bot, $"Maria Lopez, {Maria.Email}, Accountant");
        await bot.TravelAsync("2027-02-22T18:00:00Z");
        var session = Script.Data(rollout).With("date", "2027-03-08").With("time", "10:00").With("minutes", "60")
            .With("trainerTyped", Uma.Email);

        await bot.PressAsync(Robin, "session.save", session);
        await bot.TravelAsync("2027-02-22T18:05:00Z");

        var placed = Assert.Single(stub.Tenant.Events.Values);
        Assert.Equal(Robin.ObjectId, placed.Owner);
        Assert.Contains(Uma.Email, placed.Body["attendees"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(stub.Violations);
    }

    private static async Task<BotUnderTest> StartAsync(GraphStub stub, string manager, params (string Name, string Value)[] settings)
    {
        var all = GraphUnderTest.Settings(stub).ToDictionary(setting => setting.Key, setting => setting.Value);
        all["Rollouts:Managers:0"] = manager;
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var bot = await BotUnderTest.StartAsync(settings: all);
        GraphUnderTest.SignIn(bot.Services);
        return bot;
    }

    private static async Task<IReadOnlyList<PersonId>> IdsAsync(BotUnderTest bot, TestPerson person) =>
        await bot.Get<UserRepository>().IdsOfAsync(BotUnderTest.Tenant, PersonId.Parse(person.ObjectId)!.Value);

    private static TeamsChannelAccount Addressed(TestPerson person, string address)
    {
        var account = RememberingTeams.Account(person);
        (account.Email, account.UserPrincipalName) = (address, address);
        return account;
    }
}
