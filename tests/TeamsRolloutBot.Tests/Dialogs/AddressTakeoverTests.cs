using System.Text.Json.Nodes;
using Microsoft.Bot.Schema.Teams;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// An e-mail address in a roster does not prove who somebody is: nobody becomes another person, or
/// gets what belongs to them, by having their address.
/// </summary>
public sealed class AddressTakeoverTests
{
    private const string Checklist = "Your Procore Pay checklist";
    private const string Group = "19:group@thread.v2";

    private static readonly PersonId MariasAddress = PersonId.FromEmail(Maria.Email);

    /// <summary>
    /// Everything that a roster can say about somebody who is not an employee of the tenant, with
    /// the victim's addresses.
    /// </summary>
    public static TheoryData<string, string?, string?, string> Impostors => new()
    {
        { "another tenant", "9d1e7c0a-0000-4000-8000-000000000001", "user", Maria.Email },
        { "a guest", BotUnderTest.Tenant, "guest", Maria.Email },
        { "a guest by sign-in name", BotUnderTest.Tenant, "user", "maria_contoso.example.com#EXT#@contoso.onmicrosoft.com" },
        { "anonymous", BotUnderTest.Tenant, "anonymous", Maria.Email },
        { "no tenant", null, "user", Maria.Email },
        { "no role", BotUnderTest.Tenant, null, Maria.Email },
        { "neither", null, null, Maria.Email },
        { "a role nobody knows", BotUnderTest.Tenant, "owner", Maria.Email },
    };

    [Theory]
    [MemberData(nameof(Impostors))]
    public async Task Active_nobody_who_speaks_gets_what_is_anothers_by_their_address(
        string who, string? tenant, string? role, string signInName)
    {
        await using var bot = await LaunchedAsync();
        bot.Teams.AccountOf = person => person == Stranger ? Impostor(tenant, role, signInName) : RememberingTeams.Account(person);

        var checklist = await bot.SayAsync(Stranger, "my checklist");
        await bot.SayAsync(Stranger, "my data");
        await bot.TravelAsync("2027-02-22T17:00:00Z");

        Assert.Contains("You are not part of a launched rollout", Assert.Single(checklist), StringComparison.Ordinal);
        Assert.DoesNotContain(bot.Teams.To(Stranger), message => message.Text.Contains(Checklist, StringComparison.Ordinal));
        Assert.DoesNotContain(MariasAddress, await bot.Get<UserRepository>().IdsOfAsync(BotUnderTest.Tenant, IdOf(Stranger)));
        Assert.True(await bot.Get<UserRepository>().FindReferenceAsync(BotUnderTest.Tenant, MariasAddress) is null, who);
    }

    [Theory]
    [MemberData(nameof(Impostors))]
    public async Task Passive_nobody_in_a_group_chat_gets_what_is_anothers_without_a_word(
        string who, string? tenant, string? role, string signInName)
    {
        await using var bot = await LaunchedAsync();
        bot.Teams.Rosters[Group] = [Impostor(tenant, role, signInName)];

        await bot.HandleAsync(
            BotUnderTest.In(
                Group, ConversationTypes.GroupChat, Robin, new JsonObject { ["type"] = "installationUpdate", ["action"] = "add" }));
        await bot.TravelAsync("2027-02-22T17:00:00Z");

        Assert.Empty(bot.Teams.To(Stranger));
        Assert.DoesNotContain(
            bot.Teams.Sent, message => message.Conversation == Group && message.Text.Contains(Checklist, StringComparison.Ordinal));
        Assert.True(await bot.Get<UserRepository>().FindReferenceAsync(BotUnderTest.Tenant, MariasAddress) is null, who);
    }

    [Theory]
    [MemberData(nameof(Impostors))]
    public async Task Typed_an_address_or_a_name_never_stands_for_somebody_outside_who_was_met(
        string who, string? tenant, string? role, string signInName)
    {
        await using var bot = await BotUnderTest.StartAsync(environment: "Production");
        bot.Teams.Rosters[Group] = [Impostor(tenant, role, signInName)];
        await bot.HandleAsync(
            BotUnderTest.In(
                Group, ConversationTypes.GroupChat, Robin, new JsonObject { ["type"] = "installationUpdate", ["action"] = "add" }));

        await bot.PressAsync(
            Robin, "define.next", (await Script.NewAsync(bot)).With("name", "Mountain region").With("zone", "America/Denver"));
        await bot.PressAsync(Robin, "define.next", (await Script.StepAsync(bot, 2)).With("committeeTyped", Maria.Email));
        await bot.PressAsync(
            Robin, "define.next", Script.Cohort(await Script.StepAsync(bot, 8), $"Maria Lopez, {Maria.Email}, Accountant"));

        var draft = await Script.DraftAsync(bot);
        Assert.Equal(MariasAddress, Assert.Single(draft.Definition.Committee).Id);
        Assert.True(
            await bot.Get<CohortRepository>().FindParticipantAsync(new CohortKey(draft.Id, new CohortId("c1")), MariasAddress) is not null,
            who);
        Assert.DoesNotContain(
            Stranger.ObjectId,
            await bot.PressAsync(Robin, "define.next", (await Script.StepAsync(bot, 2)).With("committeeTyped", Maria.Name)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_tenant_and_role_are_believed_of_the_local_client_alone()
    {
        await using var local = await LaunchedAsync("Development");
        local.Teams.AccountOf = person => RememberingTeams.Account(person, tenant: null, role: null);
        await local.SayAsync(Maria, "hello");

        Assert.Contains(Checklist, Assert.Single(await local.SayAsync(Maria, "my checklist")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renamed_somebody_keeps_what_is_theirs_under_the_address_they_had()
    {
        await using var bot = await LaunchedAsync();
        await bot.SayAsync(Maria, "hello");
        bot.Teams.AccountOf = person => person == Maria ? Named("maria.garcia@contoso.example.com") : RememberingTeams.Account(person);
        await bot.TravelAsync("2027-02-22T17:00:00Z");

        Assert.Contains(Checklist, Assert.Single(await bot.SayAsync(Maria, "my checklist")), StringComparison.Ordinal);
        Assert.Contains(bot.Teams.To(Maria), message => message.Text.Contains(Checklist, StringComparison.Ordinal));
        Assert.Equal(
            [IdOf(Maria), PersonId.FromEmail("maria.garcia@contoso.example.com"), MariasAddress],
            await bot.Get<UserRepository>().IdsOfAsync(BotUnderTest.Tenant, IdOf(Maria)));
    }

    [Fact]
    public async Task Reassigned_an_address_that_two_accounts_have_had_is_used_by_neither_and_the_owner_is_told()
    {
        await using var bot = await LaunchedAsync();
        await bot.SayAsync(Maria, "hello");
        bot.Teams.AccountOf = person => person == Uma ? Named(Maria.Email, Uma) : RememberingTeams.Account(person);

        Assert.Contains(
            "You are not part of a launched rollout", Assert.Single(await bot.SayAsync(Uma, "my checklist")), StringComparison.Ordinal);
        Assert.Contains(
            "You are not part of a launched rollout", Assert.Single(await bot.SayAsync(Maria, "my checklist")), StringComparison.Ordinal);
        await bot.TravelAsync("2027-02-22T17:00:00Z");

        Assert.DoesNotContain(
            bot.Teams.Sent,
            message => message.Conversation != Robin.Conversation && message.Text.Contains(Checklist, StringComparison.Ordinal));
        Assert.Single(bot.Teams.To(Robin), message => message.Text.Contains("Which account is it?", StringComparison.Ordinal));
        Assert.Equal(
            Obstacle.AddressDisputed,
            (await bot.Get<CohortRepository>().ListFailedAsync(await KeyAsync(bot), CancellationToken.None))[0].Obstacle);
    }

    [Fact]
    public async Task An_address_that_was_confirmed_long_ago_is_asked_again_before_anything_is_sent_to_it()
    {
        await using var bot = await LaunchedAsync();
        await bot.SayAsync(Maria, "hello");

        // She has left, and Teams says so; what is due goes to nobody.
        bot.Teams.AccountOf = person => RememberingTeams.Account(person, role: person == Maria ? "guest" : "user");
        await bot.TravelAsync("2027-03-20T17:00:00Z");
        var before = bot.Teams.To(Maria).Count;
        await bot.TravelAsync("2027-04-30T17:00:00Z");

        Assert.Equal(before, bot.Teams.To(Maria).Count);
        Assert.Null(await bot.Get<UserRepository>().FindReferenceAsync(BotUnderTest.Tenant, MariasAddress));
    }

    [Fact]
    public async Task What_the_first_release_bound_to_an_address_is_asked_again_before_it_is_believed()
    {
        await using var bot = await LaunchedAsync();
        var legacy = new UserReference
        {
            TenantId = BotUnderTest.Tenant,
            Person = IdOf(Stranger),
            UserId = Stranger.UserId,
            Name = Stranger.Name,
            Email = Maria.Email,
            ConversationId = Stranger.Conversation,
            ServiceUrl = "https://smba.trafficmanager.net/teams/",
            Reachability = Reachability.Installed,
            UpdatedAt = bot.Now,
        };
        await bot.Get<UserRepository>().SaveReferenceAsync(legacy with { ConfirmedAt = bot.Now });
        await ForgetConfirmationAsync(bot, IdOf(Stranger));
        await ForgetConfirmationAsync(bot, MariasAddress);

        Assert.Contains(
            "You are not part of a launched rollout", Assert.Single(await bot.SayAsync(Stranger, "my checklist")),
            StringComparison.Ordinal);
        await bot.TravelAsync("2027-02-22T17:00:00Z");

        Assert.DoesNotContain(bot.Teams.To(Stranger), message => message.Text.Contains(Checklist, StringComparison.Ordinal));
    }

    private static async Task ForgetConfirmationAsync(BotUnderTest bot, PersonId person)
    {
        var store = bot.Get<TeamsRolloutBot.Storage.ITableStore>();
        var partition = $"{BotUnderTest.Tenant}|{person.Value}";
        var row = (await store.GetAsync(TeamsRolloutBot.Storage.Table.Users, partition, "ref"))!;
        var values = new TeamsRolloutBot.Storage.RowValues();
        foreach (var (name, value) in row.Values)
        {
            if (name is not ("confirmed" or "standing"))
            {
                Set(values, name, value);
            }
        }

        await store.CommitAsync(
            TeamsRolloutBot.Storage.Table.Users, partition, [TeamsRolloutBot.Storage.RowWrite.Replace("ref", values, row.ETag)]);

        static void Set(TeamsRolloutBot.Storage.RowValues values, string name, object value)
        {
            switch (value)
            {
                case string text:
                    values.Set(name, text);
                    break;
                case long number:
                    values.Set(name, number);
                    break;
                default:
                    throw new InvalidOperationException($"{name} is a {value.GetType().Name}.");
            }
        }
    }

    private static PersonId IdOf(TestPerson person) => PersonId.FromObjectId(Guid.Parse(person.ObjectId));

    private static async Task<CohortKey> KeyAsync(BotUnderTest bot) => new((await Script.DraftAsync(bot)).Id, new CohortId("c1"));

    private static TeamsChannelAccount Impostor(string? tenant, string? role, string signInName)
    {
        var account = RememberingTeams.Account(Stranger);
        account.Name = Maria.Name;
        account.Email = signInName == Maria.Email ? Maria.Email : null;
        account.UserPrincipalName = signInName;
        account.TenantId = tenant;
        account.UserRole = role;
        return account;
    }

    private static TeamsChannelAccount Named(string address, TestPerson? person = null)
    {
        var account = RememberingTeams.Account(person ?? Maria);
        (account.Email, account.UserPrincipalName) = (address, address);
        return account;
    }

    // Maria is a member by address; only Robin has spoken to the bot so far.
    private static async Task<BotUnderTest> LaunchedAsync(string environment = "Production")
    {
        var bot = await BotUnderTest.StartAsync(environment: environment);
        await bot.PressAsync(
            Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), $"Maria Lopez, {Maria.Email}, Accountant"));
        await bot.PressAsync(Robin, "rollout.launch", await Script.StepAsync(bot, 11));
        Assert.Equal(RolloutState.Running, (await Script.DraftAsync(bot)).Rollout.State);
        await bot.TravelAsync("2027-02-01T17:00:10Z");
        return bot;
    }
}
