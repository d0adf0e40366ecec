using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Delivery;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>
/// Somebody who comes back continues where they were, unless the manager lets them start afresh.
/// </summary>
public sealed class FreshStartTests
{
    private const string Checklist = "Your Procore Pay checklist";
    private const string GoLive = "You can start using Procore Pay";

    [Fact]
    public async Task It_asks_first_and_then_sends_what_is_due_again()
    {
        var (bot, rollout) = await WithAnAnswerAsync();
        await using var running = bot;
        var person = Script.Data(rollout).With("person", DeliveryBench.IdOf(Maria).Value);
        await bot.PressAsync(Robin, "person.afresh", person);
        Assert.Contains("start afresh in Office 1?", bot.Teams.To(Robin)[^1].Text, StringComparison.Ordinal);
        await bot.TravelAsync("2027-03-24T18:00:00Z");
        Assert.Equal((1, 1), (bot.Titled(Maria, Checklist), bot.Titled(Maria, GoLive)));

        Assert.Contains("They start afresh.", await bot.PressAsync(Robin, "person.afresh", person.With("confirm", true)),
            StringComparison.Ordinal);
        Assert.Equal(1, bot.Titled(Maria, Checklist));
        await bot.TravelAsync("2027-03-25T18:00:00Z");

        Assert.Equal((2, 2), (bot.Titled(Maria, Checklist), bot.Titled(Maria, GoLive)));
        Assert.Contains("**0 of ", bot.Teams.To(Maria)[^2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticks_answers_and_reasons_are_gone_in_every_cohort_and_the_history_says_who_did_it()
    {
        var (bot, rollout) = await WithAnAnswerAsync();
        await using var running = bot;

        await bot.PressAsync(Robin, "person.afresh", Script.Data(rollout).With("person", DeliveryBench.IdOf(Maria).Value)
            .With("confirm", true));

        var counts = await bot.Get<CohortRepository>().ListCountsAsync(rollout);
        Assert.All(counts.Values, count => Assert.Equal((0, 0), (count.TasksDone, count.UsageNo)));
        Assert.Empty(await bot.Get<CohortRepository>().ListBlockersAsync(rollout.Key(1)));
        Assert.Contains("started afresh · Maria Lopez", Assert.Single(await bot.SayAsync(Robin, "history")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removed_and_added_again_nobody_gets_anything_twice()
    {
        var (bot, rollout) = await WithAnAnswerAsync();
        await using var running = bot;

        await bot.Get<Membership>().RemoveAsync(rollout, new CohortId("c1"), DeliveryBench.IdOf(Maria), rollout.Rollout.Owner.Id, default);
        await bot.PressAsync(Robin, "people.add", Script.Data(rollout).With("members", Maria.Email));
        await bot.TravelAsync("2027-03-25T18:00:00Z");

        Assert.Equal((1, 1), (bot.Titled(Maria, Checklist), bot.Titled(Maria, GoLive)));
        Assert.Equal(1, (await bot.Get<CohortRepository>().GetCountsAsync(rollout.Key(1))).UsageNo);
    }

    [Fact]
    public async Task Typed_it_says_who_is_meant_and_asks()
    {
        var (bot, rollout) = await WithAnAnswerAsync();
        await using var running = bot;

        Assert.Contains("Let Maria Lopez start afresh", Assert.Single(await bot.SayAsync(Robin, $"start afresh {Maria.Email}")),
            StringComparison.Ordinal);
        Assert.Contains("There is no member", Assert.Single(await bot.SayAsync(Robin, "start afresh nobody@contoso.example.com")),
            StringComparison.Ordinal);
        Assert.Equal(1, (await bot.Get<CohortRepository>().GetCountsAsync(rollout.Key(1))).TasksDone);
    }

    // Maria is in two cohorts, has ticked a task, and answered no in the first check-in.
    private static async Task<(BotUnderTest Bot, StoredRollout Rollout)> WithAnAnswerAsync()
    {
        var bot = await DeliveryBench.StartAsync();
        await bot.SayAsync(Robin, "hello");
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]), ("2027-06-14", [Maria]));
        await bot.TravelAsync("2027-03-22T18:00:00Z");
        await bot.PressAsync(Maria, "task.set", Script.Data(rollout).With("task", "account").With("done", true));
        var answer = Script.Data(rollout).With("usage", "no").With("blocker", "No access");
        answer["checkIn"] = 1;
        await bot.PressAsync(Maria, "checkin.answer", answer);
        return (bot, rollout);
    }
}
