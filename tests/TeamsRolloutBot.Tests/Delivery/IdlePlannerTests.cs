using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Storage;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Delivery;

/// <summary>
/// What a planner run costs when nothing is due; how long it takes with a million people is a
/// benchmark.
/// </summary>
public sealed class IdlePlannerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task When_nothing_is_due_a_look_reads_where_the_next_wake_is_and_nothing_of_cohorts_or_people(int cohorts)
    {
        ObservedStore store = null!;
        await using var bot = await BotUnderTest.StartAsync("2027-02-21T17:00:00Z", over: inner => store = new ObservedStore(inner));
        await DeliveryBench.LaunchAsync(bot, [.. Enumerable.Repeat(("2027-03-15", new[] { Maria, Sam }), cohorts)]);
        var planner = bot.Get<Planner>();
        await planner.RunAsync(CancellationToken.None);
        store.TakeCalls();

        await planner.RunAsync(CancellationToken.None);
        var next = await planner.NextAsync(CancellationToken.None);

        Assert.Equal(NodaTime.Instant.FromUtc(2027, 2, 22, 16, 0), next);
        var calls = store.TakeCalls();
        Assert.All(calls, call => Assert.Equal(Table.Due, call.Table));

        // The first row of each of the eight partitions, however many follow it.
        Assert.InRange(calls.Sum(call => call.Rows), 1, 8);
    }
}
