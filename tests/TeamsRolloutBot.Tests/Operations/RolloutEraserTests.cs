using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Delivery;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Storage;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>A rollout is removed with everything in it, and nothing of any other.</summary>
public sealed class RolloutEraserTests
{
    [Fact]
    public async Task Nothing_that_names_it_is_left_and_another_rollout_stays()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.EnrolledAsync(bot, Sam, ("2027-03-15", [Maria]), ("2027-04-12", [Uma]));
        var other = await DeliveryBench.EnrolledAsync(bot, Sam, ("2027-03-15", [Maria]));

        await bot.Get<AuditRepository>().CollectAllAsync(rollout);

        await bot.Get<RolloutEraser>().EraseAsync(rollout, default);

        foreach (var person in new[] { Robin, Maria, Sam, Uma })
        {
            Assert.DoesNotContain(rollout.Id, await RolloutsOfAsync(bot, person));
        }

        Assert.Null(await bot.Get<RolloutRepository>().FindAsync(rollout.Id));
        Assert.Empty(await bot.Get<AuditRepository>().ListAsync(rollout.Id).ToListAsync());
        Assert.Empty(await bot.Get<CohortRepository>().ListParticipantsAsync(rollout.Key(1)).ToListAsync());
        Assert.NotNull(await bot.Get<RolloutRepository>().FindAsync(other.Id));
        Assert.Equal([other.Id], (await RolloutsOfAsync(bot, Maria)).Distinct());
    }

    [Fact]
    public async Task The_rollout_itself_goes_last_so_that_a_removal_cut_short_is_found_again()
    {
        ObservedStore store = null!;
        await using var bot = await BotUnderTest.StartAsync(over: inner => store = new ObservedStore(inner));
        var rollout = await DeliveryBench.EnrolledAsync(bot, null, ("2027-03-15", [Maria]));
        store.Before = call =>
            call.Table == Table.Rollouts ? new StorageException("the process is gone", isTransient: true) : null;

        await Assert.ThrowsAsync<StorageException>(() => bot.Get<RolloutEraser>().EraseAsync(rollout, default));
        store.Before = _ => null;

        Assert.NotNull(await bot.Get<RolloutRepository>().FindAsync(rollout.Id));
        Assert.Empty(await RolloutsOfAsync(bot, Maria));
        Assert.Empty(await RolloutsOfAsync(bot, Robin));
    }

    private static async Task<IReadOnlyList<RolloutId>> RolloutsOfAsync(BotUnderTest bot, TestPerson person) =>
        await bot.Get<UserRepository>().ListPartsAsync(BotUnderTest.Tenant, [DeliveryBench.IdOf(person)])
            .Select(part => part.Rollout).ToListAsync();
}
