using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Delivery;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>Which cohort a typed name means, for every command that takes one.</summary>
public sealed class CohortChoiceTests
{
    public static TheoryData<string> Commands => ["sessions", "plan session", "welcome e-mails", "sheet", "done for"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_whole_name_comes_before_a_longer_one_that_it_is_a_part_of(string command)
    {
        await using var bot = await WithOfficesAsync("Boise North", "Boise");

        var card = Assert.Single(await bot.SayAsync(Robin, $"{command} Boise"));

        Assert.Contains("Boise", card, StringComparison.Ordinal);
        Assert.DoesNotContain("Boise North", FirstLines(card), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_cohorts_name_says_which_of_two_rollouts_is_meant(string command)
    {
        await using var bot = await WithOfficesAsync("Boise", "Tucson");
        await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Uma]));

        var card = Assert.Single(await bot.SayAsync(Robin, $"{command} Tucson"));

        Assert.Contains("Tucson", FirstLines(card), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_name_that_nothing_has_is_said_to_be_none(string command)
    {
        await using var bot = await WithOfficesAsync("Boise", "Tucson");

        Assert.Contains("Nothing by that name", Assert.Single(await bot.SayAsync(Robin, $"{command} Nowhere")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_of_a_cohort_that_is_gone_is_not_taken_for_another_cohort()
    {
        await using var bot = await WithOfficesAsync("Boise", "Tucson");
        var rollout = await Script.DraftAsync(bot);
        var data = Script.Data(rollout).With("cohort", "c9").With("date", "2027-03-09").With("time", "10:00").With("minutes", "60");

        var answer = await bot.PressAsync(Robin, "session.save", data);

        Assert.Contains("No cohort to show", answer, StringComparison.Ordinal);
        Assert.All((await Script.DraftAsync(bot)).Definition.Cohorts, cohort => Assert.Empty(cohort.Sessions));
    }

    // What comes before the choice of another cohort.
    private static string FirstLines(string card) => string.Join('\n', card.Split('\n').TakeWhile(line => line != "Input.ChoiceSet"));

    private static async Task<BotUnderTest> WithOfficesAsync(params string[] names)
    {
        var bot = await DeliveryBench.StartAsync();
        await bot.SayAsync(Robin, "hello");
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]), ("2027-04-12", [Sam]));
        await bot.Get<RolloutRepository>().ChangeAsync(rollout.Id, before => before with
        {
            Rollout = before.Rollout.Redefine(before.Definition with
            {
                Cohorts = [.. before.Definition.Cohorts.Zip(names, (cohort, name) => cohort with { Name = name })]
            }).Rollout
        });
        return bot;
    }
}
