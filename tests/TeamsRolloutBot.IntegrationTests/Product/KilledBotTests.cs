using TeamsRolloutBot.Benchmarks.Product;

namespace TeamsRolloutBot.IntegrationTests.Product;

public sealed class KilledBotTests
{
    [Fact]
    public async Task Killing_the_bot_under_ticks_over_http_loses_none_it_acknowledged_and_counts_agree()
    {
        var outcome = await KilledBotBenchmark.RunAsync(rounds: 3);

        Assert.True(outcome.Acknowledged > 0);
        Assert.Equal(new KilledBotBenchmark.Outcome(3, outcome.Acknowledged, Lost: 0, Miscounted: 0, "ok"), outcome);
    }
}
