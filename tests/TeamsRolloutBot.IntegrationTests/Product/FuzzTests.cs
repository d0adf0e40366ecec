using TeamsRolloutBot.Benchmarks.Fuzz;

namespace TeamsRolloutBot.IntegrationTests.Product;

public sealed class FuzzTests
{
    // A small version of `fuzz --activities 100000`; the seed is one that found senders whose ids
    // and names could not be stored.
    [Fact]
    public async Task Mutated_activities_are_answered_without_a_server_error_and_leave_state_whole()
    {
        var outcome = await FuzzBenchmark.RunAsync(seed: 20261124, from: 0, activities: 4000, clients: 8);

        Assert.True(outcome.Statuses[200] > outcome.Activities / 2, "Most mutations should get as far as a dialog.");
        Assert.Equal(outcome.Activities, outcome.Statuses.Values.Sum());
        Assert.Equal(
            (0, 0, 0, 0, true),
            (outcome.ServerErrors, outcome.Unanswered, outcome.Damaged, outcome.Differences, outcome.OthersUntouched));
    }
}
