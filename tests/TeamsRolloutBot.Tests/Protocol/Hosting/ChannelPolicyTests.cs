using Microsoft.Bot.Schema;
using Microsoft.Extensions.Hosting.Internal;
using TeamsRolloutBot.Protocol.Authentication;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Protocol.Hosting;

namespace TeamsRolloutBot.Tests.Protocol.Hosting;

public sealed class ChannelPolicyTests
{
    private const string Teams = "https://smba.trafficmanager.net/teams/";

    [Theory]
    [InlineData("msteams", "tenant", Teams, true)]
    [InlineData("MSTeams", "tenant", Teams, true)]
    [InlineData("webchat", "tenant", Teams, false)]
    [InlineData("email", "tenant", Teams, false)]
    [InlineData("emulator", "tenant", Teams, false)]
    [InlineData("", "tenant", Teams, false)]
    [InlineData(null, "tenant", Teams, false)]
    [InlineData("msteams", null, Teams, false)]
    [InlineData("msteams", "", Teams, false)]
    [InlineData("msteams", "tenant", null, false)]
    [InlineData("msteams", "tenant", "", false)]
    [InlineData("msteams", "tenant", "https://webchat.botframework.com/", false)]
    [InlineData("msteams", "tenant", "http://localhost:3978/", false)]
    public void Outside_Development_only_Teams_is_taken_about_a_tenant_and_by_its_own_connector(
        string? channel, string? tenant, string? serviceUrl, bool isTaken)
    {
        var activity = new Activity
        {
            ChannelId = channel,
            ServiceUrl = serviceUrl,
            Conversation = new ConversationAccount(id: "a:1", tenantId: tenant)
        };

        Assert.Equal(isTaken, PolicyIn("Production").Takes(activity));
        Assert.True(PolicyIn("Development").Takes(activity));
    }

    private static ChannelPolicy PolicyIn(string environment) =>
        new(
            new HostingEnvironment { EnvironmentName = environment },
            new ServiceUrlPolicy(BotCloud.Public, allowLoopback: environment == "Development"));
}
