using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Delivery;

/// <summary>
/// A burst of notices to one person becomes one card: the first is sent at once, the rest together,
/// and none is lost.
/// </summary>
public sealed class NoticeBurstTests
{
    [Fact]
    public async Task Questions_right_after_one_another_come_as_one_card_and_none_is_lost()
    {
        await using var bot = await LaunchedAsync();
        var before = bot.Teams.To(Sam).Count;

        for (var n = 1; n <= 5; n++)
        {
            await bot.SayAsync(Maria, $"ask Question number {n}?");
        }

        await bot.TravelAsync("2027-02-22T17:05:00Z");

        var cards = bot.Teams.To(Sam).Skip(before).Select(message => message.Text).ToList();
        Assert.Equal(2, cards.Count);
        Assert.Contains("Question number 1?", cards[0], StringComparison.Ordinal);
        Assert.All(Enumerable.Range(2, 4), n => Assert.Contains($"Question number {n}?", cards[1], StringComparison.Ordinal));
        Assert.Contains("4 questions", cards[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_given_right_after_one_another_come_as_one_card_and_none_is_lost()
    {
        await using var bot = await LaunchedAsync();
        for (var n = 1; n <= 4; n++)
        {
            await bot.SayAsync(Maria, $"ask Question number {n}?");
        }

        await bot.TravelAsync("2027-02-22T17:10:00Z");
        var before = bot.Teams.To(Maria).Count;
        var cohort = await CohortAsync(bot);
        await foreach (var question in bot.Get<CohortRepository>().ListQuestionsAsync(cohort))
        {
            await bot.PressAsync(
                Sam, "question.answer",
                new()
                {
                    ["rollout"] = cohort.Rollout.Value,
                    ["cohort"] = cohort.Cohort.Value,
                    ["question"] = question.Id,
                    ["answer"] = $"To {question.Text} I say yes"
                });
        }

        await bot.TravelAsync("2027-02-22T17:15:00Z");

        var cards = bot.Teams.To(Maria).Skip(before).Select(message => message.Text).ToList();
        Assert.Equal(2, cards.Count);
        Assert.Contains("3 answers", cards[1], StringComparison.Ordinal);
        Assert.All(
            Enumerable.Range(1, 4),
            n => Assert.Contains($"To Question number {n}? I say yes", string.Join('\n', cards), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Disputed_addresses_of_a_cohort_come_as_one_card()
    {
        await using var bot = await LaunchedAsync();
        var before = bot.Teams.To(Robin).Count;

        await DisputeAsync(bot, 60);
        await bot.TravelAsync("2027-02-22T17:05:00Z");

        var cards = bot.Teams.To(Robin).Skip(before).Select(message => message.Text).ToList();
        Assert.Equal(2, cards.Count);
        Assert.Contains("59 members", cards[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_notice_asked_for_again_is_not_sent_again()
    {
        await using var bot = await LaunchedAsync();
        var before = bot.Teams.To(Robin).Count;

        await DisputeAsync(bot, 3);
        await DisputeAsync(bot, 3);
        await bot.TravelAsync("2027-02-22T17:05:00Z");
        await DisputeAsync(bot, 3);
        await bot.TravelAsync("2027-02-22T17:10:00Z");

        Assert.Equal(2, bot.Teams.To(Robin).Count - before);
    }

    [Fact]
    public async Task Notices_of_several_cohorts_to_one_person_come_as_one_card_and_none_is_lost_or_sent_twice()
    {
        await using var bot = await LaunchedAsync();
        var launched = await Script.DraftAsync(bot);
        var second = launched.Definition.Cohorts[0] with { Id = new CohortId("c2"), Name = "Boulder" };
        await bot.Get<RolloutRepository>().ChangeAsync(
            launched.Id, stored =>
                stored with
                {
                    Rollout = stored.Rollout with
                    {
                        Definition = stored.Definition with { Cohorts = [.. stored.Definition.Cohorts, second] }
                    }
                });
        var before = bot.Teams.To(Robin).Count;

        for (var round = 0; round < 2; round++)
        {
            await DisputeAsync(bot, 1, cohort: 0);
            await DisputeAsync(bot, 4, cohort: 1);
            await DisputeAsync(bot, 3, cohort: 0);
        }

        await bot.TravelAsync("2027-02-22T17:05:00Z");

        var cards = bot.Teams.To(Robin).Skip(before).Select(message => message.Text).ToList();
        Assert.Equal(2, cards.Count);
        Assert.Contains("6 members", cards[1], StringComparison.Ordinal);
        Assert.All(
            (await Script.DraftAsync(bot)).Definition.Cohorts.Take(2),
            cohort => Assert.Contains(cohort.Name, cards[1], StringComparison.Ordinal));
    }

    private static async Task<BotUnderTest> LaunchedAsync()
    {
        var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-22T17:00:00Z");
        return bot;
    }

    private static async Task<CohortKey> CohortAsync(BotUnderTest bot, int cohort = 0)
    {
        var rollout = await Script.DraftAsync(bot);
        return new CohortKey(rollout.Id, rollout.Definition.Cohorts[cohort].Id);
    }

    private static async Task DisputeAsync(BotUnderTest bot, int count, int cohort = 0)
    {
        var rollout = await Script.DraftAsync(bot);
        for (var n = 0; n < count; n++)
        {
            var notice = new DeliveryKey(await CohortAsync(bot, cohort), rollout.Rollout.Owner.Id, Notices.Dispute, $"{n:D16}");
            await bot.Get<IOutbox>().NotifyAsync(rollout, notice, CancellationToken.None);
        }
    }
}
