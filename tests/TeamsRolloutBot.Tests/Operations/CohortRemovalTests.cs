using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Resources;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Delivery;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Storage;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>A cohort is removed from a launched rollout with everybody in it.</summary>
public sealed class CohortRemovalTests
{
    [Fact]
    public async Task Its_people_have_no_part_in_it_any_more_and_the_others_keep_theirs()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.EnrolledAsync(bot, Sam, ("2027-03-15", [Maria]), ("2027-04-12", [Maria, Uma]));

        Assert.Null(await RemoveAsync(bot, rollout, 2));

        var after = (await bot.Get<RolloutRepository>().FindAsync(rollout.Id))!;
        Assert.Equal("c1", Assert.Single(after.Definition.Cohorts).Id.Value);
        Assert.Equal(["c1"], await CohortsOfAsync(bot, Maria));
        Assert.Equal(["c1"], await CohortsOfAsync(bot, Sam));
        Assert.Empty(await CohortsOfAsync(bot, Uma));
        Assert.Empty(await bot.Get<CohortRepository>().ListParticipantsAsync(rollout.Key(2)).ToListAsync());
        await bot.Get<AuditRepository>().CollectAllAsync(after);
        Assert.Equal(AuditAction.CohortRemoved, (await bot.Get<AuditRepository>().ListAsync(rollout.Id).FirstAsync()).Action);
    }

    [Fact]
    public async Task What_was_done_in_it_stays_in_the_history_of_its_rollout()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.EnrolledAsync(bot, null, ("2027-03-15", [Maria]), ("2027-04-12", [Sam, Uma]));
        await bot.Get<Membership>().RemoveAsync(rollout, rollout.Key(2).Cohort, DeliveryBench.IdOf(Uma), rollout.Rollout.Owner.Id, default);

        await RemoveAsync(bot, rollout, 2);

        var after = (await bot.Get<RolloutRepository>().FindAsync(rollout.Id))!;
        var history = await bot.Get<HistoryReader>().ReadAllAsync(after, default).ToListAsync();
        Assert.Equal(rollout.Definition.Cohorts[1].Name, history[0].Entry.Detail);
        var removed = Assert.Single(history, line => line.Entry.Action == AuditAction.Removed);
        Assert.Equal([DeliveryBench.IdOf(Uma)], removed.Entry.Subjects);
        Assert.Equal(ManagerTexts.ARemovedCohort, removed.Cohort);
    }

    [Fact]
    public async Task A_removal_that_a_crash_cut_short_anywhere_is_finished_afterwards()
    {
        var isDone = false;
        for (var calls = 1; !isDone; calls++)
        {
            Assert.InRange(calls, 1, 200);
            ObservedStore store = null!;
            await using var bot = await BotUnderTest.StartAsync("2027-02-21T17:00:00Z", over: inner => store = new ObservedStore(inner));
            var rollout = await DeliveryBench.EnrolledAsync(bot, Sam, ("2027-03-15", [Maria]), ("2027-04-12", [Uma]));
            var left = calls;
            store.Before = _ => Interlocked.Decrement(ref left) < 0 ? new StorageException("the process is gone", isTransient: false) : null;

            isDone = await Record.ExceptionAsync(() => RemoveAsync(bot, rollout, 2)) is null;
            store.Before = _ => null;
            await bot.Get<CohortRemoval>().ResumeAsync(default);

            var after = (await bot.Get<RolloutRepository>().FindAsync(rollout.Id))!;
            var isOut = after.Definition.Cohorts.Count == 1;
            Assert.Equal(isOut, (await bot.Get<CohortRepository>().ListParticipantsAsync(rollout.Key(2)).ToListAsync()).Count == 0);
            Assert.Equal(isOut, (await CohortsOfAsync(bot, Uma)).Count == 0);
            Assert.True(!isOut || !await bot.Get<RemovedCohorts>().ListAsync().AnyAsync());
        }
    }

    [Fact]
    public async Task The_only_cohort_stays_with_its_people()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.EnrolledAsync(bot, null, ("2027-03-15", [Maria]));

        Assert.Equal(ManagerTexts.ItIsTheOnlyCohortClose, (await RemoveAsync(bot, rollout, 1))?.Reason);

        Assert.Equal(["c1"], await CohortsOfAsync(bot, Maria));
        Assert.Equal(1, (await bot.Get<CohortRepository>().GetCountsAsync(rollout.Key(1))).Members);
    }

    [Fact]
    public async Task A_closed_rollout_keeps_its_cohorts()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.EnrolledAsync(bot, null, ("2027-03-15", [Maria]), ("2027-04-12", [Uma]));
        await bot.Get<Lifecycle>().CloseAsync(rollout.Id, rollout.Rollout.Owner.Id, default);

        Assert.Equal(RuleTexts.ThisRolloutIsClosedAndCant, (await RemoveAsync(bot, rollout, 2))?.Reason);

        Assert.Equal(["c2"], await CohortsOfAsync(bot, Uma));
    }

    private static Task<Refusal?> RemoveAsync(BotUnderTest bot, StoredRollout rollout, int cohort) =>
        bot.Get<CohortRemoval>().RemoveAsync(rollout, rollout.Key(cohort).Cohort, rollout.Rollout.Owner.Id, default);

    private static async Task<IReadOnlyList<string>> CohortsOfAsync(BotUnderTest bot, TestPerson person) =>
        await bot.Get<UserRepository>().ListPartsAsync(BotUnderTest.Tenant, [DeliveryBench.IdOf(person)])
            .Where(part => part.Cohort is not null).Select(part => part.Cohort!.Value.Value).ToListAsync();
}
