using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Delivery;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>Differences in data derived from other rows are found and corrected.</summary>
public sealed class RepairTests
{
    [Fact]
    public async Task What_is_as_it_should_be_is_not_reported()
    {
        await using var bot = await DeliveryBench.StartAsync();
        await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]), ("2027-04-12", [Uma]));

        Assert.Equal((1, 0, string.Empty), await RunAsync(bot, onlyLook: true));
    }

    [Fact]
    public async Task Lost_counts_are_reported_without_names_and_changed_only_when_asked()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        var before = await bot.Get<CohortRepository>().GetCountsAsync(rollout.Key(1));
        await bot.Get<TableStore>().CommitAsync(Table.Cohorts, rollout.Key(1).Partition, [RowWrite.Delete(CohortWork.CountsRow)]);

        var looked = await RunAsync(bot, onlyLook: true);
        Assert.NotEqual(before, await bot.Get<CohortRepository>().GetCountsAsync(rollout.Key(1)));
        var repaired = await RunAsync(bot, onlyLook: false);

        Assert.Equal(looked, repaired);
        Assert.Contains($"{rollout.Key(1).Partition}: members 0 → 1", looked.Report, StringComparison.Ordinal);
        Assert.DoesNotContain("Maria", looked.Report, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, await bot.Get<CohortRepository>().GetCountsAsync(rollout.Key(1)));
        Assert.Equal(0, (await RunAsync(bot, onlyLook: true)).Differences);
    }

    [Fact]
    public async Task A_rollout_that_was_closed_without_a_time_has_its_time_run_from_now_on()
    {
        await using var bot = await BotUnderTest.StartAsync(
            settings: new Dictionary<string, string?> { ["Rollouts:RetentionDays"] = "90" });
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        await bot.Get<RolloutRepository>().ChangeAsync(
            rollout.Id, before => before with { Rollout = before.Rollout with { State = RolloutState.Closed, ClosedAt = null } });

        await RunAsync(bot, onlyLook: true);
        Assert.Null((await bot.Get<RolloutRepository>().FindAsync(rollout.Id))!.Rollout.ClosedAt);
        await RunAsync(bot, onlyLook: false);

        Assert.Equal(bot.Now, (await bot.Get<RolloutRepository>().FindAsync(rollout.Id))!.Rollout.ClosedAt);
        await bot.TravelAsync("2027-05-03T18:00:00Z");
        Assert.Equal(1, await bot.Get<Retention>().SweepAsync(default));
        Assert.Null(await bot.Get<RolloutRepository>().FindAsync(rollout.Id));
    }

    private static async Task<(int Rollouts, int Differences, string Report)> RunAsync(BotUnderTest bot, bool onlyLook)
    {
        var report = new List<string>();
        var (rollouts, differences) = await bot.Get<Repair>().RunAsync(onlyLook, report.Add, default);
        return (rollouts, differences, string.Join('\n', report));
    }
}
