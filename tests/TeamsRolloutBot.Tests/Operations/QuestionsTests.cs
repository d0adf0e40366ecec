using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>Who gets a typed question.</summary>
public sealed class QuestionsTests
{
    private const string Typed = "Where are the lien waivers?";

    [Fact]
    public async Task Who_is_in_several_rollouts_chooses_what_the_question_is_about_and_loses_nothing_typed()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var (older, newer) = await TwoAsync(bot);

        var form = Assert.Single(await bot.SayAsync(Maria, $"ask {Typed}"));

        Assert.Contains(Typed, form, StringComparison.Ordinal);
        Assert.Contains("Mountain region · HQ Denver", form, StringComparison.Ordinal);
        Assert.Contains("Coast region · HQ Denver", form, StringComparison.Ordinal);
        Assert.Empty(await QuestionsAsync(bot, older));
        Assert.Empty(await QuestionsAsync(bot, newer));

        var unchosen = await bot.PressAsync(Maria, "question.ask", new() { ["question"] = Typed });
        Assert.Contains("Choose what the question is about.", unchosen, StringComparison.Ordinal);
        Assert.Contains(Typed, unchosen, StringComparison.Ordinal);

        var sent = await bot.PressAsync(Maria, "question.ask", new() { ["question"] = Typed, ["about"] = About(older) });
        Assert.Contains("Question sent", sent, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("About Mountain region · HQ Denver.", sent, StringComparison.Ordinal);
        Assert.Equal(Typed, Assert.Single(await QuestionsAsync(bot, older)).Text);
        Assert.Empty(await QuestionsAsync(bot, newer));
    }

    [Fact]
    public async Task What_is_wrong_with_the_text_is_said_and_the_choice_stays()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var (older, newer) = await TwoAsync(bot);

        var again = await bot.PressAsync(Maria, "question.ask", new() { ["question"] = " ", ["about"] = About(older) });

        Assert.Contains("Type your question first.", again, StringComparison.Ordinal);
        Assert.Contains(older.Id.Value, again, StringComparison.Ordinal);
        Assert.DoesNotContain(newer.Id.Value, again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rollout_that_is_closed_is_not_asked_about_while_another_goes_on()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var (older, newer) = await TwoAsync(bot);
        await bot.PressAsync(Robin, "rollout.close", Script.Data(newer).With("confirm", true));

        Assert.Contains("Question sent", Assert.Single(await bot.SayAsync(Maria, $"ask {Typed}")), StringComparison.OrdinalIgnoreCase);

        Assert.Single(await QuestionsAsync(bot, older));
        Assert.Empty(await QuestionsAsync(bot, newer));
    }

    [Theory]
    [InlineData("|")]
    [InlineData("nothing")]
    [InlineData("a|b|c")]
    public async Task A_choice_that_is_none_is_asked_for_again(string about)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var (older, newer) = await TwoAsync(bot);

        Assert.Contains(
            "Choose what", await bot.PressAsync(Maria, "question.ask", new() { ["question"] = Typed, ["about"] = about }),
            StringComparison.Ordinal);

        Assert.Empty(await QuestionsAsync(bot, older));
        Assert.Empty(await QuestionsAsync(bot, newer));
    }

    [Fact]
    public async Task Who_has_no_part_in_a_cohort_asks_nobody_in_it_whatever_is_sent()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var (older, _) = await TwoAsync(bot);

        Assert.Contains(
            "Nobody to ask yet", await bot.PressAsync(Stranger, "question.ask", new() { ["question"] = Typed, ["about"] = About(older) }),
            StringComparison.Ordinal);

        Assert.Empty(await QuestionsAsync(bot, older));
    }

    private static string About(StoredRollout rollout) => $"{rollout.Id.Value}|{rollout.Definition.Cohorts[0].Id.Value}";

    private static async Task<(StoredRollout Older, StoredRollout Newer)> TwoAsync(BotUnderTest bot)
    {
        var older = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-02T17:00:00Z");
        var newer = await Script.LaunchAsync(bot, "Coast region");

        // They have been recorded as members of both.
        await bot.TravelAsync("2027-02-02T17:00:01Z");
        return (older, newer);
    }

    private static async Task<List<Question>> QuestionsAsync(BotUnderTest bot, StoredRollout rollout)
    {
        var questions = new List<Question>();
        await foreach (
            var question in bot.Get<CohortRepository>().ListQuestionsAsync(new CohortKey(rollout.Id, rollout.Definition.Cohorts[0].Id)))
        {
            questions.Add(question);
        }

        return questions;
    }
}
