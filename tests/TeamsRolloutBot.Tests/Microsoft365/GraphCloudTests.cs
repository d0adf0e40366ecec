using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Protocol.Authentication;

namespace TeamsRolloutBot.Tests.Microsoft365;

public sealed class GraphCloudTests
{
    [Theory]
    [InlineData(BotCloud.Public, "https://graph.microsoft.com")]
    [InlineData(BotCloud.Gcc, "https://graph.microsoft.com")]
    [InlineData(BotCloud.GccHigh, "https://graph.microsoft.us")]
    [InlineData(BotCloud.DoD, "https://dod-graph.microsoft.us")]
    [InlineData(BotCloud.China, "https://microsoftgraph.chinacloudapi.cn")]
    public void Each_national_cloud_has_its_own_Graph(BotCloud cloud, string root) => Assert.Equal(root, GraphCloud.For(cloud).Root);

    [Fact]
    public void There_is_no_Graph_of_a_cloud_that_does_not_exist() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GraphCloud.For((BotCloud)99));
}
