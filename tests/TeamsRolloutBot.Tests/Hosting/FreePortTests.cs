using System.Net;
using System.Net.Sockets;
using TeamsRolloutBot.Hosting.Development;

namespace TeamsRolloutBot.Tests.Hosting;

/// <summary>If a port is taken, a developer's bot and its client take the next free one.</summary>
public sealed class FreePortTests
{
    [Fact]
    public void A_port_that_is_taken_gives_way_to_the_next_free_one()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;

        var free = FreePort.From(taken);

        Assert.NotEqual(taken, free);
        using var mine = new TcpListener(IPAddress.Loopback, free);
        mine.Start();
        Assert.NotEqual($"http://127.0.0.1:{taken}", FreePort.Address($"http://127.0.0.1:{taken}"));
    }

    [Theory]
    [InlineData("http://+:8080")]
    [InlineData("https://bot.example.com:443")]
    [InlineData("http://127.0.0.1:0")]
    public void An_address_that_is_not_this_machines_alone_stays_as_it_is_configured(string configured) =>
        Assert.Equal(configured, FreePort.Address(configured));
}
