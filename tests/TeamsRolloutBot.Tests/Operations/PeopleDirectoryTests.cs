using Microsoft.Bot.Schema.Teams;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>Whom the bot has seen, and whose address it trusts.</summary>
public sealed class PeopleDirectoryTests
{
    private const string Team = "19:team@thread.tacv2";
    private static readonly ConversationAddress InTheTeam = new("https://smba.trafficmanager.net/teams/", Team, BotUnderTest.Tenant);

    [Fact]
    public async Task Those_of_a_team_are_known_from_then_on_and_those_of_another_tenant_are_no_candidates()
    {
        await using var bot = await BotUnderTest.StartAsync();
        bot.Teams.Rosters[Team] =
        [
            RememberingTeams.Account(Maria), RememberingTeams.Account(Sam),
            RememberingTeams.Account(Uma, tenant: "0aa0aa00-0000-4000-8000-00000000000b"),
        ];

        var roster = await bot.Get<PeopleDirectory>().RosterAsync(InTheTeam, default);

        Assert.Equal([Maria.Name, Sam.Name], roster.Select(person => person.Name).Order(StringComparer.Ordinal));
        Assert.Empty((await FindAsync(bot, Uma.Name)).People);
        Assert.Equal(Maria.Name, Assert.Single((await FindAsync(bot, Maria.Name)).People).Name);
    }

    [Fact]
    public async Task Where_the_client_does_not_say_who_is_there_those_seen_elsewhere_are_offered()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await SeenAsync(bot, Maria);
        bot.Teams.Rosters.Remove(Team);

        var roster = await bot.Get<PeopleDirectory>().RosterAsync(InTheTeam with { ConversationId = "19:another@thread.tacv2" }, default);

        Assert.Equal([Maria.Name], roster.Select(person => person.Name));
    }

    [Theory]
    [InlineData("Maria Lopez", true, 1)]
    [InlineData("maría LÓPEZ", true, 1)]
    [InlineData("mar", false, 2)]
    [InlineData("lop", false, 1)]
    [InlineData("aria", false, 0)]
    public async Task A_whole_name_comes_before_the_beginnings_of_words(string name, bool isWholeName, int people)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await SeenAsync(bot, Maria, new("Mark Lee", "mark@contoso.example.com", 41));

        var found = await FindAsync(bot, name);

        Assert.Equal((isWholeName, people), (found.IsWholeName, found.People.Count));
    }

    [Fact]
    public async Task A_typed_address_finds_its_account_and_of_more_than_two_hundred_none_is_looked_up()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await SeenAsync(bot, Maria);
        string[] many = [Maria.Email, .. Enumerable.Range(0, 200).Select(number => $"p{number}@contoso.example.com")];

        Assert.Equal([Maria.Name], await KnownAsync(bot, Maria.Email));
        Assert.Equal([Maria.Name], await KnownAsync(bot, many[..200]));
        Assert.Empty(await KnownAsync(bot, many));
    }

    [Fact]
    public async Task Nobody_has_an_address_that_two_accounts_claim()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await SeenAsync(bot, Maria);
        bot.Teams.Rosters[Team] = [With(Sam, Maria.Email)];
        await bot.Get<PeopleDirectory>().RosterAsync(InTheTeam, default);

        Assert.Empty(await KnownAsync(bot, Maria.Email));
    }

    private static TeamsChannelAccount With(TestPerson person, string address)
    {
        var account = RememberingTeams.Account(person);
        account.Email = address;
        return account;
    }

    private static async Task SeenAsync(BotUnderTest bot, params TestPerson[] people)
    {
        bot.Teams.Rosters[Team] = [.. people.Select(person => RememberingTeams.Account(person))];
        await bot.Get<PeopleDirectory>().RosterAsync(InTheTeam, default);
    }

    private static Task<(IReadOnlyList<Person> People, bool IsWholeName)> FindAsync(BotUnderTest bot, string name) =>
        bot.Get<PeopleDirectory>().FindByNameAsync(BotUnderTest.Tenant, name, default);

    private static async Task<IEnumerable<string>> KnownAsync(BotUnderTest bot, params string[] addresses) =>
        (await bot.Get<PeopleDirectory>().FindKnownAsync(BotUnderTest.Tenant, [], addresses, default)).Select(person => person.Name);
}
