using TeamsRolloutBot.Hosting;
using TeamsRolloutBot.Protocol.Hosting;

namespace TeamsRolloutBot.Tests.Hosting;

/// <summary>
/// The limits of connections and senders: if several are set wrongly, all of them are reported at
/// the first start.
/// </summary>
public sealed class LimitOptionsTests
{
    [Fact]
    public void Every_wrong_limit_of_connections_is_named_at_once()
    {
        var refused = new ConnectionOptionsValidator()
            .Validate(null, new() { Most = 9, HeaderSeconds = 0, IdleSeconds = 3601, SlowestBytesPerSecond = 0, GraceSeconds = 1 });

        Assert.Equal(
            [
                "Connections:Most", "Connections:HeaderSeconds", "Connections:IdleSeconds", "Connections:SlowestBytesPerSecond",
                "Connections:GraceSeconds"
            ],
            refused.Failures!.Select(failure => failure.Split(' ')[0]));
    }

    [Fact]
    public void Every_wrong_limit_of_senders_is_named_at_once()
    {
        var refused = new RequestOptionsValidator().Validate(null, new() { BurstPerSender = -1, PerMinutePerSender = 0 });

        Assert.Equal(
            ["Requests:BurstPerSender", "Requests:PerMinutePerSender"], refused.Failures!.Select(failure => failure.Split(' ')[0]));
    }

    [Fact]
    public void The_limits_that_are_set_by_default_are_right()
    {
        Assert.True(new ConnectionOptionsValidator().Validate(null, new()).Succeeded);
        Assert.True(new RequestOptionsValidator().Validate(null, new()).Succeeded);
    }
}
