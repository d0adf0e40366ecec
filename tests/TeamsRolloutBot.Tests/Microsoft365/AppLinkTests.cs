using Microsoft.Extensions.Options;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Protocol.Authentication;

namespace TeamsRolloutBot.Tests.Microsoft365;

/// <summary>The link to the app's page in Teams.</summary>
public sealed class AppLinkTests
{
    private const string App = "0b1f3f0c-77aa-4f52-9d3f-3a1b0c9d8e7f";
    private const string Tenant = "5c0fcd06-5c3b-4c0b-9e5a-0f6f2f1a7b01";

    [Theory]
    [InlineData(BotCloud.Public, "teams.microsoft.com")]
    [InlineData(BotCloud.Gcc, "teams.microsoft.com")]
    [InlineData(BotCloud.GccHigh, "gov.teams.microsoft.us")]
    [InlineData(BotCloud.DoD, "dod.teams.microsoft.us")]
    [InlineData(BotCloud.China, "teams.microsoftonline.cn")]
    public void It_opens_the_app_in_the_Teams_of_the_cloud_and_of_the_tenant(BotCloud cloud, string host) =>
        Assert.Equal($"https://{host}/l/app/{App}?tenantId={Tenant}", Of(App, Tenant, cloud));

    [Fact]
    public void Without_a_tenant_it_names_none() => Assert.Equal($"https://teams.microsoft.com/l/app/{App}", Of(App, string.Empty));

    [Fact]
    public void Without_an_app_there_is_none() => Assert.Null(Of(string.Empty, Tenant));

    private static string? Of(string app, string tenant, BotCloud cloud = BotCloud.Public) =>
        new AppLink(
            Options.Create(new GraphOptions { AppExternalId = app }),
            Options.Create(new BotOptions { TenantId = tenant, Cloud = cloud })).Address;
}
