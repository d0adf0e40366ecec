using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Storage;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Delivery;

/// <summary>
/// A launch and a resumption write the planner's wakes before the state: what the planner does if
/// it looks in between.
/// </summary>
public sealed class WakeBeforeStateTests
{
    [Fact]
    public async Task A_look_in_the_middle_of_a_launch_makes_nobody_wait()
    {
        Planner? planner = null;
        await using var bot = await BotUnderTest.StartAsync(
            "2027-02-21T17:00:00Z", over: inner =>
                new ObservedStore(inner) { Meanwhile = call => LookBeforeStateAsync(call, () => planner) });
        planner = bot.Get<Planner>();

        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));

        Assert.False(await bot.Get<CohortRepository>().IsEnrolledAsync(rollout.Key(1)));
        bot.Clock.MoveTo(bot.Now + Duration.FromMilliseconds(500));
        await planner.RunAsync(CancellationToken.None);
        Assert.True(await bot.Get<CohortRepository>().IsEnrolledAsync(rollout.Key(1)));
    }

    [Fact]
    public async Task A_look_in_the_middle_of_a_resumption_makes_nobody_wait()
    {
        Planner? planner = null;
        await using var bot = await BotUnderTest.StartAsync(
            "2027-02-21T17:00:00Z", over: inner =>
                new ObservedStore(inner) { Meanwhile = call => LookBeforeStateAsync(call, () => planner) });
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        await bot.Get<Planner>().RunAsync(CancellationToken.None);
        await bot.Get<Lifecycle>().PauseAsync(rollout.Id, rollout.Rollout.Owner.Id, CancellationToken.None);
        bot.Clock.MoveTo(bot.Now + Duration.FromDays(2));
        await bot.Get<Planner>().RunAsync(CancellationToken.None);
        planner = bot.Get<Planner>();

        await bot.Get<Lifecycle>().ResumeAsync(rollout.Id, rollout.Rollout.Owner.Id, CancellationToken.None);

        Assert.Empty(await bot.DeliveriesAsync(rollout, Maria));
        bot.Clock.MoveTo(bot.Now + Duration.FromMilliseconds(500));
        await planner.RunAsync(CancellationToken.None);
        Assert.NotEmpty(await bot.DeliveriesAsync(rollout, Maria));
    }

    [Fact]
    public async Task What_a_look_decides_that_began_before_the_resumption_is_not_taken_for_older_than_it()
    {
        ObservedStore store = null!;
        await using var bot = await BotUnderTest.StartAsync("2027-02-21T17:00:00Z", over: inner => store = new ObservedStore(inner));
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        await bot.Get<Planner>().RunAsync(CancellationToken.None);
        await bot.Get<Lifecycle>().PauseAsync(rollout.Id, rollout.Rollout.Owner.Id, CancellationToken.None);
        bot.Clock.MoveTo(bot.Now + Duration.FromDays(2));
        await bot.Get<IOutbox>().WakeAsync(rollout.Id, [rollout.Key(1).Cohort], bot.Now, CancellationToken.None);
        var isResumed = false;
        store.MeanwhileReading = async call =>
        {
            if (!isResumed && call is { Table: Table.Rollouts, Key: "head" })
            {
                isResumed = true;
                bot.Clock.MoveTo(bot.Now + Duration.FromMilliseconds(7));
                await bot.Get<Lifecycle>().ResumeAsync(rollout.Id, rollout.Rollout.Owner.Id, CancellationToken.None);
            }
        };

        await bot.Get<Planner>().RunAsync(CancellationToken.None);

        var activeSince = (await bot.Get<RolloutRepository>().FindAsync(rollout.Id))!.Rollout.ActiveSince;
        Assert.All(await bot.DeliveriesAsync(rollout, Maria), delivery => Assert.True(delivery.DecidedAt >= activeSince));
        Assert.NotEmpty(await bot.DeliveriesAsync(rollout, Maria));
    }

    [Fact]
    public async Task A_launch_that_was_cut_off_is_looked_for_ever_less_often_and_not_for_ever()
    {
        var (isWoken, isCut) = (false, true);
        await using var bot = await BotUnderTest.StartAsync(
            "2027-02-21T17:00:00Z",
            over: inner => new ObservedStore(inner)
            {
                Before = call =>
                    (isWoken |= call.Table == Table.Due) && isCut && IsState(call)
                        ? new StorageException("The connection was lost.", isTransient: false)
                        : null,
            });
        await Assert.ThrowsAsync<StorageException>(() => DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria])));
        isCut = false;
        var planner = bot.Get<Planner>();
        var begun = bot.Now;

        var looks = 0;
        while (await planner.NextAsync(CancellationToken.None) is { } next)
        {
            if (next > bot.Now)
            {
                bot.Clock.MoveTo(next);
            }

            await planner.RunAsync(CancellationToken.None);
            Assert.True(++looks < 30, "Nobody may ever press the button again.");
        }

        Assert.InRange((bot.Now - begun).TotalMinutes, 15, 25);
    }

    private static async Task LookBeforeStateAsync(StoreCall call, Func<Planner?> planner)
    {
        if (planner() is { } looking && IsState(call))
        {
            await looking.RunAsync(CancellationToken.None);
        }
    }

    // A change of the rollout's own row: not its creation with the draft, and not its history.
    private static bool IsState(StoreCall call) =>
        call is { Kind: "commit", Table: Table.Rollouts } && call.Key.StartsWith("head", StringComparison.Ordinal);
}
