using TeamsRolloutBot.Storage.Repositories;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// What stops people reaches who leads them: at once as a card, in the answers, and in the files.
/// </summary>
public sealed class StoppedTests
{
    [Theory]
    [InlineData("partly", "uses it partly · check-in 1")]
    [InlineData("no", "does not use it · check-in 1")]
    public async Task Who_leads_the_cohort_gets_what_stops_somebody_at_once(string usage, string said)
    {
        var (bot, rollout) = await AtCheckInAsync();
        await using var running = bot;
        var before = bot.Teams.To(Sam).Count;

        await AnswerAsync(bot, rollout, usage, "No access to the budget tool");
        await bot.TravelAsync("2027-03-23T16:05:00Z");

        var card = Assert.Single(bot.Teams.To(Sam).Skip(before)).Text;
        Assert.Contains("Something stops Maria Lopez", card, StringComparison.Ordinal);
        Assert.Contains("No access to the budget tool", card, StringComparison.Ordinal);
        Assert.Contains(said, card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_yes_and_an_answer_without_a_reason_send_nothing()
    {
        var (bot, rollout) = await AtCheckInAsync();
        await using var running = bot;
        var before = bot.Teams.To(Sam).Count;

        await AnswerAsync(bot, rollout, "yes", "All is well");
        await AnswerAsync(bot, rollout, "no", string.Empty);
        await bot.TravelAsync("2027-03-23T16:05:00Z");

        Assert.Equal(before, bot.Teams.To(Sam).Count);
    }

    [Fact]
    public async Task Answers_show_the_counts_of_each_check_in_and_what_stops_people()
    {
        var (bot, rollout) = await AtCheckInAsync();
        await using var running = bot;

        await AnswerAsync(bot, rollout, "no", "No access to the budget tool");
        await bot.TravelAsync("2027-03-23T16:05:00Z");

        var card = Assert.Single(await bot.SayAsync(Robin, "answers"));
        Assert.All(
            new[]
            {
                "Check-in 1", "0 yes · 0 partly · 1 no · ", "1 of ", "What stops people", "No access to the budget tool", "Maria Lopez"
            },
            part => Assert.Contains(part, card, StringComparison.Ordinal));
        Assert.Contains("No access to the budget tool", Assert.Single(await bot.SayAsync(Sam, "answers")), StringComparison.Ordinal);
        Assert.DoesNotContain("budget", Assert.Single(await bot.SayAsync(Maria, "answers")), StringComparison.Ordinal);
    }

    private static async Task<(BotUnderTest Bot, StoredRollout Rollout)> AtCheckInAsync()
    {
        var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.SayAsync(Maria, "hello");
        await bot.SayAsync(Sam, "hello");
        await bot.TravelAsync("2027-03-23T16:00:00Z");
        return (bot, rollout);
    }

    private static Task<string> AnswerAsync(BotUnderTest bot, StoredRollout rollout, string usage, string blocker) =>
        bot.PressAsync(Maria, "checkin.answer", Script.Data(rollout).With("checkIn", "1").With("usage", usage).With("blocker", blocker));
}
