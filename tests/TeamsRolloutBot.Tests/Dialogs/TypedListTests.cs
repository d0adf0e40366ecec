using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>A list of people that is typed into the chat while cohorts are defined.</summary>
public sealed class TypedListTests
{
    private const string People =
        "Name,Email,Role\nMaria Lopez,maria@contoso.example.com,Accountant\nBob Hale,bob@contoso.example.com,Superintendent\n";

    [Theory]
    [InlineData("", "will join the cohort below once you save it.")]
    [InlineData(",Boise", "will join the cohorts it names once you save.")]
    public async Task A_list_says_which_cohorts_its_people_will_join(string cohort, string said)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.open", await Script.UpToCohortsAsync(bot));

        var shown = Assert.Single(await bot.SayAsync(
            Robin, $"Name,Email{(cohort.Length > 0 ? ",Cohort" : string.Empty)}\nMaria Lopez,maria@contoso.example.com{cohort}"));

        Assert.Contains(said, shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_is_typed_into_the_chat_is_taken_as_the_fields()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.open", await Script.UpToCohortsAsync(bot));

        await bot.SayAsync(Robin, People);
        await bot.PressAsync(
            Robin, "define.next", Script.Cohort(await Script.StepAsync(bot, 8), string.Empty).With("attachedList", "true"));

        Assert.Equal(2, await MembersAsync(bot));
    }

    [Fact]
    public async Task One_does_not_go_on_past_a_list_that_is_not_taken_in()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), "Ann, ann@contoso.example.com"));
        await bot.SayAsync(Robin, People);

        var answer = Assert.Single(await bot.SayAsync(Robin, "next"));

        Assert.Contains("the list you typed has not been added yet.", answer, StringComparison.Ordinal);
        Assert.Equal(8, (await Script.DraftAsync(bot)).Step);
    }

    [Fact]
    public async Task A_list_whose_box_is_not_ticked_is_left_out()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.open", await Script.UpToCohortsAsync(bot));
        await bot.SayAsync(Robin, People);

        await bot.PressAsync(
            Robin, "define.next",
            Script.Cohort(await Script.StepAsync(bot, 8), "Ann, ann@contoso.example.com").With("attachedList", "false"));

        Assert.Equal(1, await MembersAsync(bot));
    }

    private static async Task<int> MembersAsync(BotUnderTest bot)
    {
        var rollout = await Script.DraftAsync(bot);
        return (await bot.Get<CohortRepository>().GetCountsAsync(new CohortKey(rollout.Id, new CohortId("c1")))).Members;
    }
}
