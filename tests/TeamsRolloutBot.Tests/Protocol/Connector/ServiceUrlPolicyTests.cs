using TeamsRolloutBot.Protocol.Authentication;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Tests.Protocol.Connector;

public sealed class ServiceUrlPolicyTests
{
    [Theory]
    [InlineData(BotCloud.Public, "https://smba.trafficmanager.net/teams/")]
    [InlineData(BotCloud.Public, "https://SMBA.trafficmanager.net/amer-client-ss.msg/")]
    [InlineData(BotCloud.Public, "https://smba.infra.gcc.teams.microsoft.com/gcc")]
    [InlineData(BotCloud.Gcc, "https://smba.infra.gcc.teams.microsoft.com/teams")]
    [InlineData(BotCloud.GccHigh, "https://smba.infra.gov.teams.microsoft.us/gcch")]
    [InlineData(BotCloud.DoD, "https://smba.infra.dod.teams.microsoft.us/dod")]
    [InlineData(BotCloud.China, "https://frontend.botapi.msg.infra.teams.microsoftonline.cn/teams")]
    public void Hosts_of_the_platform_are_allowed_in_their_cloud(BotCloud cloud, string url) =>
        Assert.True(new ServiceUrlPolicy(cloud, allowLoopback: false).IsAllowed(url));

    [Fact]
    public void Each_address_is_judged_by_itself()
    {
        var policy = new ServiceUrlPolicy(BotCloud.Public, allowLoopback: false);

        Assert.Equal(
            [true, true, false, false, true],
            new[]
            {
                "https://smba.trafficmanager.net/teams/", "https://smba.trafficmanager.net/teams/",
                "https://smba.trafficmanager.net.evil.example/", null, "https://smba.trafficmanager.net/amer/"
            }
                .Select(policy.IsAllowed));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/amer/")]
    [InlineData("http://smba.trafficmanager.net/amer/")]
    [InlineData("https://smba.trafficmanager.net:8443/amer/")]
    [InlineData("https://smba.trafficmanager.net@evil.example/")]
    [InlineData("https://evil@smba.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net.evil.example/")]
    [InlineData("https://evil.example/smba.trafficmanager.net/")]
    [InlineData("https://evil.example\\.botframework.com/")]
    [InlineData("https://evil.example#.botframework.com/")]
    [InlineData("https://evil.example?.botframework.com")]
    [InlineData("https://smba.trafficmanager.net/?to=evil.example")]
    [InlineData("https://botframework.com/")]
    [InlineData("https://webchat.botframework.com/")]
    [InlineData("https://directline.botframework.com/")]
    [InlineData("https://evilbotframework.com/")]
    [InlineData("https://other.trafficmanager.net/")]
    [InlineData("https://smba.infra.gov.teams.microsoft.us/gcch")]
    [InlineData("ftp://smba.trafficmanager.net/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://localhost:3978/")]
    [InlineData("https://localhost/")]
    [InlineData("https://169.254.169.254/metadata")]
    public void Everything_else_is_not(string? url) =>
        Assert.False(new ServiceUrlPolicy(BotCloud.Public, allowLoopback: false).IsAllowed(url));

    [Theory]
    [InlineData("http://localhost:56150/_connector", true)]
    [InlineData("http://127.0.0.1:80/", true)]
    [InlineData("http://[::1]:9000/x", true)]
    [InlineData("http://localhost.evil.example/", false)]
    [InlineData("http://127.0.0.1.evil.example/", false)]
    [InlineData("http://10.0.0.1/", false)]
    [InlineData("http://user@localhost/", false)]
    public void In_Development_this_machine_is_allowed_too(string url, bool allowed) =>
        Assert.Equal(allowed, new ServiceUrlPolicy(BotCloud.Public, allowLoopback: true).IsAllowed(url));
}
