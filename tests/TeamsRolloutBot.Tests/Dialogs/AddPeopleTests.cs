using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>Adding people to a launched rollout as a table.</summary>
public sealed class AddPeopleTests
{
    private const string Heading = "Name;E-mail;Cohort";

    [Fact]
    public async Task Each_person_joins_the_cohort_that_the_table_names()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await TwoCohortsAsync(bot);

        var answer = await AddAsync(
            bot, rollout, $"{Heading}\nAda;ada@contoso.example.com;hq denver\nBen;ben@contoso.example.com;Branch Boulder");

        Assert.Contains("2 people join 2 cohorts", answer, StringComparison.Ordinal);
        Assert.Contains("ada@contoso.example.com", await MembersAsync(bot, rollout, "c1"));
        Assert.DoesNotContain("ben@contoso.example.com", await MembersAsync(bot, rollout, "c1"));
        Assert.Contains("ben@contoso.example.com", await MembersAsync(bot, rollout, "c2"));
    }

    [Fact]
    public async Task A_row_with_an_unknown_cohort_comes_back_and_the_others_are_taken_in()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await TwoCohortsAsync(bot);

        var answer = await AddAsync(
            bot, rollout, $"{Heading}\nAda;ada@contoso.example.com;Denvr\nBen;ben@contoso.example.com;Branch Boulder");

        Assert.Contains("There is no cohort “Denvr”.", answer, StringComparison.Ordinal);
        Assert.Contains($"{Heading}\nAda;ada@contoso.example.com;Denvr", answer, StringComparison.Ordinal);
        Assert.Contains("1 member is saved; 1 row needs another look", answer, StringComparison.Ordinal);
        Assert.Contains("ben@contoso.example.com", await MembersAsync(bot, rollout, "c2"));
        Assert.Equal(2, (await Script.DraftAsync(bot)).Definition.Cohorts.Count);
    }

    [Fact]
    public async Task Who_has_no_cohort_in_the_table_joins_the_chosen_one_and_without_one_it_is_asked_for()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await TwoCohortsAsync(bot);
        var table = $"{Heading}\nAda;ada@contoso.example.com;\nBen;ben@contoso.example.com;Branch Boulder";

        var asked = await AddAsync(bot, rollout, table);
        Assert.Contains("Choose the cohort they join.", asked, StringComparison.Ordinal);
        Assert.Contains("Ada;ada@contoso.example.com;", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("ben@contoso.example.com", await MembersAsync(bot, rollout, "c2"));

        await bot.PressAsync(Robin, "people.add", Script.Data(rollout).With("members", table));
        Assert.Contains("ada@contoso.example.com", await MembersAsync(bot, rollout, "c1"));
        Assert.Contains("ben@contoso.example.com", await MembersAsync(bot, rollout, "c2"));
    }

    private static Task<string> AddAsync(BotUnderTest bot, StoredRollout rollout, string table) =>
        bot.PressAsync(Robin, "people.add", new() { ["rollout"] = rollout.Id.Value, ["members"] = table });

    private static async Task<StoredRollout> TwoCohortsAsync(BotUnderTest bot)
    {
        var rollout = await Script.LaunchAsync(bot);
        var form = Script.Cohort(new() { ["rollout"] = rollout.Id.Value }, "Lena Late, lena@contoso.example.com");
        await bot.PressAsync(Robin, "cohort.add", form.With("cohortName", "Branch Boulder").With("goLive", "2027-04-05"));
        return await Script.DraftAsync(bot);
    }

    private static async Task<List<string?>> MembersAsync(BotUnderTest bot, StoredRollout rollout, string cohort) =>
        await bot.Get<CohortRepository>().ListParticipantsAsync(new CohortKey(rollout.Id, new CohortId(cohort)))
            .Where(person => person.IsMember).Select(person => person.Person.Email).ToListAsync();
}
