using System.Text.Json.Nodes;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Delivery;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>
/// Somebody in two cohorts of a rollout has one checklist, and what applies to both cohorts names
/// both.
/// </summary>
public sealed class SharedChecklistTests
{
    [Fact]
    public async Task A_tick_in_one_cohort_is_a_tick_in_the_other_and_so_is_taking_it_back()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]), ("2027-04-12", [Maria]));
        await bot.TravelAsync("2027-02-21T17:01:00Z");

        await TickAsync(bot, rollout, 1, "account", true);
        Assert.Equal([1, 1], await DoneAsync(bot, rollout));
        await TickAsync(bot, rollout, 2, "sandbox", true);
        Assert.Equal([2, 2], await DoneAsync(bot, rollout));
        await TickAsync(bot, rollout, 2, "account", false);

        Assert.Equal([1, 1], await DoneAsync(bot, rollout));
    }

    [Fact]
    public async Task My_checklist_is_one_card_that_names_every_cohort()
    {
        await using var bot = await DeliveryBench.StartAsync();
        await DeliveryBench.LaunchAsync(bot, ("2027-04-12", [Maria]), ("2027-03-15", [Maria]));
        await bot.TravelAsync("2027-02-21T17:01:00Z");

        var card = Assert.Single(await bot.SayAsync(Maria, "my checklist"));

        Assert.Contains("Office 2 and Office 1 · you start on Monday, March 15", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_joins_another_cohort_finds_their_ticks_there()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]), ("2027-04-12", [Stranger]));
        await bot.TravelAsync("2027-02-21T17:01:00Z");
        await TickAsync(bot, rollout, 1, "account", true);

        await bot.Get<Membership>()
            .AddAsync(rollout, new CohortId("c2"), [new Member { Person = Person.FromEmail(Maria.Email) }], rollout.Rollout.Owner.Id,
            default);

        Assert.Equal([1, 1], await DoneAsync(bot, rollout));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ticks_that_an_earlier_release_kept_apart_are_joined_when_the_checklist_is_shown(bool isTyped)
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]), ("2027-04-12", [Maria]));
        await bot.TravelAsync("2027-02-21T17:01:00Z");
        await KeepApartAsync(bot, rollout, 1, "account");
        await KeepApartAsync(bot, rollout, 2, "sandbox");
        Assert.Equal([1, 1], await DoneAsync(bot, rollout));

        var card = isTyped
            ? Assert.Single(await bot.SayAsync(Maria, "my checklist"))
            : await bot.PressAsync(Maria, "checklist.show", Data(rollout, 2));

        Assert.Matches(@"\b2 of \d+ done", card);
        Assert.Equal([2, 2], await DoneAsync(bot, rollout));
    }

    [Fact]
    public async Task What_an_implementation_manager_ticks_off_is_of_one_cohort()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, Maria, new(), ("2027-03-15", [Maria]), ("2027-04-12", [Maria]));
        await bot.TravelAsync("2027-02-21T17:01:00Z");

        await bot.PressAsync(Maria, "task.set", Data(rollout, 1).With("task", "directory").With("done", true).With("list", "manager"));

        var counts = await bot.Get<CohortRepository>().ListCountsAsync(rollout);
        Assert.Equal([1, 0], rollout.Definition.Cohorts.Select(cohort => counts[cohort.Id].ManagerTasksDone));
    }

    [Fact]
    public async Task A_card_that_stands_for_two_cohorts_names_both_and_reaches_them_in_both()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]), ("2027-03-15", [Maria]));

        await bot.TravelAsync("2027-02-22T18:00:00Z");

        Assert.Contains("Office 1 and Office 2 · you start on Monday, March 15", bot.Teams.To(Maria)[^1].Text, StringComparison.Ordinal);
        var counts = await bot.Get<CohortRepository>().ListCountsAsync(rollout);
        Assert.All(rollout.Definition.Cohorts, cohort => Assert.Equal(1, counts[cohort.Id].Reached));
    }

    [Fact]
    public async Task An_answer_to_a_check_in_of_two_cohorts_counts_in_both_by_the_number_each_gives_it()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]), ("2027-03-22", [Maria]));
        await bot.TravelAsync("2027-03-29T18:00:00Z");
        Assert.Contains("Office 1 and Office 2 · It takes a minute", bot.Teams.To(Maria)[^1].Text, StringComparison.Ordinal);

        var answer = Data(rollout, 1).With("usage", "partly").With("blocker", "No access");
        answer["checkIn"] = 2;
        await bot.PressAsync(Maria, "checkin.answer", answer);

        var counts = await bot.Get<CohortRepository>().ListCountsAsync(rollout);
        Assert.Equal((1, 1), (counts[new CohortId("c1")].CheckIns![2].Partly, counts[new CohortId("c2")].CheckIns![1].Partly));
        var blocker = Assert.Single(await bot.Get<CohortRepository>().ListBlockersAsync(rollout.Key(2)));
        Assert.Equal((DeliveryBench.IdOf(Maria), 1, "No access"), (blocker.Person, blocker.CheckIn, blocker.Text));
    }

    private static Task<bool> KeepApartAsync(BotUnderTest bot, StoredRollout rollout, int cohort, string task) =>
        bot.Get<CohortRepository>().ChangePeopleAsync(
            rollout.Key(cohort),
            rollout.Definition,
            [DeliveryBench.IdOf(Maria)],
            async work =>
            {
                var maria = (await work.FindParticipantAsync(DeliveryBench.IdOf(Maria)))!;
                work.Put(maria, maria with { Progress = maria.Progress.Set(task, done: true, bot.Now) });
                return true;
            },
            default);

    private static Task<string> TickAsync(BotUnderTest bot, StoredRollout rollout, int cohort, string task, bool done) =>
        bot.PressAsync(Maria, "task.set", Data(rollout, cohort).With("task", task).With("done", done));

    private static JsonObject Data(StoredRollout rollout, int cohort) =>
        new() { ["rollout"] = rollout.Id.Value, ["cohort"] = $"c{cohort}" };

    private static async Task<IEnumerable<int>> DoneAsync(BotUnderTest bot, StoredRollout rollout)
    {
        var counts = await bot.Get<CohortRepository>().ListCountsAsync(rollout);
        return rollout.Definition.Cohorts.Select(cohort => counts[cohort.Id].TasksDone);
    }
}
