using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Protocol.Authentication;

namespace TeamsRolloutBot.Tests.Microsoft365;

/// <summary>Settings: which are taken from elsewhere, and the name of an invalid one.</summary>
public sealed class GraphOptionsValidatorTests
{
    private const string Guid1 = "0b1f3f0c-77aa-4f52-9d3f-3a1b0c9d8e7f";

    [Theory]
    [InlineData("Graph:ClientSecret", GraphSignIn.ClientSecret, "")]
    [InlineData("Graph:CertificatePath", GraphSignIn.Certificate, "")]
    [InlineData("Graph:CertificatePath", GraphSignIn.Certificate, "CertificatePath=/no/such/file.pfx")]
    [InlineData("Graph:ClientSecret", GraphSignIn.ManagedIdentity, "ClientSecret=x")]
    [InlineData("Graph:CertificatePath", GraphSignIn.WorkloadIdentity, "CertificatePath=x")]
    [InlineData("Bot:AppId", GraphSignIn.Bot, "")]
    [InlineData("Graph:SignIn", GraphSignIn.None, "ClientSecret=x")]
    [InlineData("Graph:SignIn", (GraphSignIn)99, "")]
    [InlineData("Graph:TenantId", GraphSignIn.ManagedIdentity, "TenantId=contoso")]
    [InlineData("Graph:ClientId", GraphSignIn.WorkloadIdentity, "ClientId=bot")]
    [InlineData("Graph:AppExternalId", GraphSignIn.ManagedIdentity, "AppExternalId=bot")]
    [InlineData("Graph:Mailbox", GraphSignIn.ManagedIdentity, "Mailbox=rollout")]
    [InlineData("Graph:InstallationsPerSecond", GraphSignIn.ManagedIdentity, "InstallationsPerSecond=31")]
    [InlineData("Graph:MailsPerMinute", GraphSignIn.ManagedIdentity, "MailsPerMinute=0")]
    [InlineData("Graph:TimeoutSeconds", GraphSignIn.ManagedIdentity, "TimeoutSeconds=0")]
    [InlineData("Graph:Endpoint", GraphSignIn.ManagedIdentity, "Endpoint=https://graph.example.com/v1.0")]
    public void A_wrong_setting_stops_the_start_with_its_name(string setting, object signIn, string change)
    {
        var options = Good((GraphSignIn)signIn);
        if (change.Split('=', 2) is [var name, var value])
        {
            var property = typeof(GraphOptions).GetProperty(name)!;
            property.SetValue(options, Convert.ChangeType(value, property.PropertyType, System.Globalization.CultureInfo.InvariantCulture));
        }

        var result = Validate(options, new BotOptions(), Environments.Development);

        Assert.Contains(result.Failures ?? [], failure => failure.Contains(setting, StringComparison.Ordinal));
    }

    [Fact]
    public void A_local_endpoint_is_for_development_only()
    {
        var options = Good(GraphSignIn.ManagedIdentity);
        options.Endpoint = "http://127.0.0.1:5000/v1.0";

        Assert.True(Validate(options, new BotOptions(), Environments.Development).Succeeded);
        Assert.False(Validate(options, new BotOptions(), Environments.Production).Succeeded);
    }

    [Fact]
    public void Without_any_setting_Graph_is_off_and_that_is_fine()
    {
        Assert.True(Validate(new GraphOptions(), new BotOptions(), Environments.Production).Succeeded);
        Assert.False(new GraphOptions().IsOn);
    }

    [Fact]
    public void What_is_left_out_is_taken_from_the_bots_registration()
    {
        var bot = new BotOptions
        {
            AppId = Guid1,
            TenantId = "5c0fcd06-5c3b-4c0b-9e5a-0f6f2f1a7b01",
            ClientSecret = "secret",
            Cloud = BotCloud.GccHigh
        };
        var options = new GraphOptions { SignIn = GraphSignIn.Bot }.With(bot);

        Assert.True(Validate(options, bot, Environments.Production).Succeeded);
        Assert.Equal(
            (bot.TenantId, Guid1, Guid1, BotCloud.GccHigh), (options.TenantId, options.ClientId, options.AppExternalId, options.Cloud));
    }

    [Theory]
    [InlineData("D")]
    [InlineData("N")]
    [InlineData("B")]
    public void Ids_may_be_set_in_any_spelling_of_a_GUID_and_are_compared_in_one(string spelling)
    {
        var typed = Guid.Parse(Guid1).ToString(spelling).ToUpperInvariant();
        var options = new GraphOptions { SignIn = GraphSignIn.ManagedIdentity, TenantId = typed, ClientId = typed, AppExternalId = typed };

        Assert.True(Validate(options, new BotOptions(), Environments.Production).Succeeded);
        Assert.Equal((Guid1, Guid1, Guid1), (options.TenantId, options.ClientId, options.AppExternalId));
    }

    private static GraphOptions Good(GraphSignIn signIn) => new()
    {
        SignIn = signIn,
        TenantId = Guid1,
        ClientId = Guid1,
        AppExternalId = Guid1,
        Cloud = BotCloud.Public,
    };

    private static ValidateOptionsResult Validate(GraphOptions options, BotOptions bot, string environment) =>
        new GraphOptionsValidator(Options.Create(bot), new HostingEnvironment { EnvironmentName = environment }).Validate(null, options);
}
