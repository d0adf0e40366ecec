using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Dialogs;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>Looking up people as requested, when one cohort's can't be done.</summary>
public sealed class AddressResolverTests
{
    [Fact]
    public async Task A_cohort_whose_look_up_keeps_failing_does_not_hold_up_the_others()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var unreadable = new CohortKey(new RolloutId(new string('0', 32)), new CohortId("c1"));
        var gone = new CohortKey(new RolloutId(new string('f', 32)), new CohortId("c1"));
        await bot.Get<TableStore>()
            .CommitAsync(Table.Rollouts, unreadable.Rollout.Value, [RowWrite.Insert("head", new RowValues { { "v", 99L } })]);
        await bot.Get<ResolutionJobs>().AskAsync(unreadable);
        await bot.Get<ResolutionJobs>().AskAsync(gone);

        await bot.Get<AddressResolver>().RunAsync(CancellationToken.None);

        var left = new List<CohortKey>();
        await foreach (var (cohort, _) in bot.Get<ResolutionJobs>().ListAsync())
        {
            left.Add(cohort);
        }

        Assert.Equal([unreadable], left);
    }
}
