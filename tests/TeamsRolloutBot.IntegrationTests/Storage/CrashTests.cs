using TeamsRolloutBot.Benchmarks.Storage;

namespace TeamsRolloutBot.IntegrationTests.Storage;

public sealed class CrashTests
{
    [Fact]
    public async Task Killing_the_process_loses_no_acknowledged_tick_and_damages_nothing()
    {
        var outcome = await CrashBenchmark.RunAsync(rounds: 10);

        Assert.True(outcome.Acknowledged > 0);
        Assert.Equal(new CrashBenchmark.Outcome(10, outcome.Acknowledged, Lost: 0, Torn: 0, "ok"), outcome);
    }
}
