using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// What stops people reaches whoever leads them: at once as a card, in the answers, and in the
/// files.
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
        Assert.Contains("Something is stopping Maria Lopez", card, StringComparison.Ordinal);
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
                "Check-in 1", "0 yes · 0 partly · 1 no · ", "1 of ", "What’s stopping people", "No access to the budget tool", "Maria Lopez"
            },
            part => Assert.Contains(part, card, StringComparison.Ordinal));
        Assert.Contains("No access to the budget tool", Assert.Single(await bot.SayAsync(Sam, "answers")), StringComparison.Ordinal);
        Assert.DoesNotContain("budget", Assert.Single(await bot.SayAsync(Maria, "answers")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_done_is_noted_by_a_press_and_seen_in_the_answers_and_the_files()
    {
        var (bot, rollout) = await AtCheckInAsync();
        await using var running = bot;
        await AnswerAsync(bot, rollout, "no", "No access to the budget tool");
        var card = await bot.PressForJsonAsync(Sam, "answers.list", Script.Data(rollout));

        var (verb, data) = CardInputs.Press(card, "In training");
        Assert.Contains("These answers are not yours", await bot.PressAsync(Maria, verb, data), StringComparison.Ordinal);
        var after = await bot.PressAsync(Sam, verb, data);

        Assert.Contains("✓ In training", after, StringComparison.Ordinal);
        Assert.DoesNotContain("Passed to the committee", after, StringComparison.Ordinal);
        var rows = await bot.Get<TeamsRolloutBot.Documents.ProgressTable>().RowsAsync(rollout, default).ToListAsync();
        Assert.Contains(rows, row => row[^2].Equals("No access to the budget tool") && row[^1].Equals("in training"));
    }

    [Fact]
    public async Task Said_once_more_it_is_still_done_and_another_reason_is_open_again()
    {
        var (bot, rollout) = await AtCheckInAsync();
        await using var running = bot;
        await AnswerAsync(bot, rollout, "no", "No access");
        var (verb, data) = CardInputs.Press(await bot.PressForJsonAsync(Sam, "answers.list", Script.Data(rollout)), "Answered");
        await bot.PressAsync(Sam, verb, data);

        await AnswerAsync(bot, rollout, "partly", "No access");
        Assert.Contains("✓ Answered", await bot.PressAsync(Sam, "answers.list", Script.Data(rollout)), StringComparison.Ordinal);
        await AnswerAsync(bot, rollout, "partly", "No time");

        Assert.DoesNotContain("✓ Answered", await bot.PressAsync(Sam, "answers.list", Script.Data(rollout)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_show_how_the_yes_have_grown()
    {
        var (bot, rollout) = await AtCheckInAsync();
        await using var running = bot;
        await bot.TravelAsync("2027-03-30T16:00:00Z");
        await bot.PressAsync(Maria, "checkin.answer", Script.Data(rollout).With("checkIn", "2").With("usage", "yes"));

        var answers = await bot.PressAsync(Sam, "answers.list", Script.Data(rollout));

        Assert.Contains("So far: check-in 1: 0 yes of 2 · check-in 2: 1 yes of 2", answers, StringComparison.Ordinal);
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
