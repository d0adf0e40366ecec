using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>Small wordings on cards that have to be true for the person who reads them.</summary>
public sealed class TrueWordsTests
{
    [Fact]
    public async Task Nobody_is_told_that_they_will_answer_their_own_question()
    {
        var (bot, rollout) = await LaunchedAsync();
        await using var running = bot;
        await bot.PressAsync(Robin, "cohort.save", Script.Data(rollout).With("cohortName", "HQ Denver").With("leadTyped", Robin.Email));

        Assert.Contains(
            "The committee will answer", Assert.Single(await bot.SayAsync(Robin, "ask Who opens the budget?")), StringComparison.Ordinal);
        Assert.Contains("Robin Hale will answer", Assert.Single(await bot.SayAsync(Maria, "ask Who closes it?")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_golive_nobody_is_told_that_they_are_about_to_start()
    {
        var (bot, _) = await LaunchedAsync();
        await using var running = bot;
        Assert.Contains(
            "you start on Monday, March 15", Assert.Single(await bot.SayAsync(Maria, "my checklist")), StringComparison.Ordinal);

        await bot.TravelAsync("2027-07-05T17:00:00Z");

        var card = Assert.Single(await bot.SayAsync(Maria, "my checklist"));
        Assert.Contains("in use since Monday, March 15", card, StringComparison.Ordinal);
        Assert.DoesNotContain("you start on", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_in_names_the_cohort_it_is_for()
    {
        var (bot, _) = await LaunchedAsync();
        await using var running = bot;
        await bot.TravelAsync("2027-03-22T17:00:00Z");

        Assert.Contains(
            "HQ Denver · It takes a minute",
            Assert.Single(
                bot.Teams.To(Maria), message => message.Text.Contains("How is Procore Pay going?", StringComparison.Ordinal)).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_is_asked_about_when_it_comes_and_not_again_with_somebody_else()
    {
        var (bot, rollout) = await LaunchedAsync();
        await using var running = bot;

        await bot.PressAsync(Robin, "people.add", Script.Data(rollout).With("members", "Tim Low, tim@contoso.example.com, Estimator"));
        Assert.Contains("Which roles are these?", bot.Teams.To(Robin)[^1].Text, StringComparison.Ordinal);
        var before = bot.Teams.To(Robin).Count;
        await bot.PressAsync(Robin, "people.add", Script.Data(rollout).With("members", "Ann Lee, ann@contoso.example.com, Accountant"));

        Assert.Equal(before, bot.Teams.To(Robin).Count);
    }

    private static async Task<(BotUnderTest Bot, StoredRollout Rollout)> LaunchedAsync()
    {
        var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-23T17:00:00Z");
        return (bot, rollout);
    }
}
