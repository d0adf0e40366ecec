using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Delivery;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>Members move from one cohort to another with what they have done.</summary>
public sealed class MemberMovesTests
{
    [Fact]
    public async Task Who_is_moved_takes_along_what_they_ticked_off()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]), ("2027-04-12", [Uma]));

        await MoveAsync(bot, rollout, Maria, Done(bot, "account"));

        Assert.Equal((0, 0), await CountAsync(bot, rollout, 1));
        Assert.Equal((2, 1), await CountAsync(bot, rollout, 2));
    }

    [Fact]
    public async Task Who_was_in_both_keeps_the_ticks_of_both()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]), ("2027-04-12", [Maria]));
        await TickAsync(bot, rollout, 2, "sandbox");

        await MoveAsync(bot, rollout, Maria, Done(bot, "account"));

        Assert.Equal((1, 2), await CountAsync(bot, rollout, 2));
    }

    [Fact]
    public async Task Everybody_is_moved_but_the_implementation_manager_who_is_no_member()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, Sam, new(), ("2027-03-15", [Maria, Uma]), ("2027-04-12", [Robin]));

        var moved = await bot.Get<MemberMoves>()
            .MoveAllAsync(rollout, rollout.Key(1).Cohort, rollout.Key(2).Cohort, rollout.Rollout.Owner.Id, default);

        Assert.Equal(2, moved);
        Assert.Equal((0, 3), ((await CountAsync(bot, rollout, 1)).Members, (await CountAsync(bot, rollout, 2)).Members));
        var manager = await bot.Get<CohortRepository>().FindParticipantAsync(rollout.Key(1), DeliveryBench.IdOf(Sam));
        Assert.True(manager!.IsImplementationManager);
    }

    private static TaskProgress Done(BotUnderTest bot, string task) => TaskProgress.None.Set(task, done: true, bot.Now);

    private static Task<bool> TickAsync(BotUnderTest bot, StoredRollout rollout, int cohort, string task) =>
        bot.Get<CohortRepository>().ChangePeopleAsync(
            rollout.Key(cohort), rollout.Definition, [DeliveryBench.IdOf(Maria)],
            async work =>
            {
                var before = (await work.FindParticipantAsync(DeliveryBench.IdOf(Maria)))!;
                work.Put(before, before with { Progress = Done(bot, task) });
                return true;
            },
            default);

    private static async Task MoveAsync(BotUnderTest bot, StoredRollout rollout, TestPerson person, TaskProgress progress) =>
        await bot.Get<MemberMoves>().MoveAsync(
            rollout, rollout.Key(1).Cohort, rollout.Key(2).Cohort, new() { Person = DeliveryBench.PersonOf(person) }, progress,
            rollout.Rollout.Owner.Id, default);

    private static async Task<(int Members, int TasksDone)> CountAsync(BotUnderTest bot, StoredRollout rollout, int cohort)
    {
        var counts = await bot.Get<CohortRepository>().GetCountsAsync(rollout.Key(cohort));
        return (counts.Members, counts.TasksDone);
    }
}
