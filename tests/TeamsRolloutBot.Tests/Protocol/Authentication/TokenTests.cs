using System.Net;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace TeamsRolloutBot.Tests.Protocol.Authentication;

public sealed class TokenTests : TokenSender
{
    [Fact]
    public async Task A_token_of_Teams_is_accepted()
    {
        await using var server = await MetadataServer.StartAsync(key);
        await using var bot = await StartBotAsync(server);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(bot, Token()));
        Assert.Single(bot.Handled);
    }

    [Theory]
    [InlineData("0A1B2C3D-0000-4000-8000-000000000001", "0A1B2C3D-0000-4000-8000-00000000000A")]
    [InlineData("{0a1b2c3d-0000-4000-8000-000000000001}", "{0a1b2c3d-0000-4000-8000-00000000000a}")]
    [InlineData("0a1b2c3d00004000800000000000 0001", "0a1b2c3d-0000-4000-8000-00000000000a", false)]
    [InlineData("0a1b2c3d000040008000000000000001", "0a1b2c3d00004000800000000000000a")]
    public async Task Ids_may_be_set_in_any_spelling_of_a_GUID(string appId, string tenantId, bool isOne = true)
    {
        await using var server = await MetadataServer.StartAsync(key);
        var start = () => StartBotAsync(server, ("Bot:AppId", appId), ("Bot:TenantId", tenantId));
        if (!isOne)
        {
            await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(start);
            return;
        }

        await using var bot = await start();

        Assert.Equal(HttpStatusCode.OK, await PostAsync(bot, Token()));
    }

    [Fact]
    public async Task Without_a_token_nothing_is_taken_even_in_Development()
    {
        await using var server = await MetadataServer.StartAsync(key);
        await using var bot = await StartBotAsync(server);

        await AssertRefusedAsync(bot, null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    [InlineData("eyJhbGciOiJSUzI1NiIsImtpZCI6ImtleS0xIn0.e30.")]
    [InlineData("eyJhbGciOiJSUzI1NiIsImtpZCI6ImtleS0xIn0.e30.AAAA")]
    [InlineData("eyJhbGciOm51bGx9.bnVsbA.AAAA")]
    [InlineData("W10.W10.W10")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9..")]
    public async Task What_is_no_token_is_refused(string token)
    {
        await using var server = await MetadataServer.StartAsync(key);
        await using var bot = await StartBotAsync(server);

        await AssertRefusedAsync(bot, token);
    }

    public static TheoryData<string, string> WrongTokens => new()
    {
        { "issuer", "https://sts.windows.net/" },
        { "audience", "0a1b2c3d-0000-4000-8000-0000000000ff" },
        { "lifetime", "expired" },
        { "lifetime", "not yet valid" },
        { "serviceurl", "https://smba.trafficmanager.net/emea/" },
        { "serviceurl", "" },
        { "algorithm", SecurityAlgorithms.RsaSsaPssSha256 },
    };

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task A_token_that_says_something_else_is_refused(string what, string value)
    {
        await using var server = await MetadataServer.StartAsync(key);
        await using var bot = await StartBotAsync(server);
        var now = DateTime.UnixEpoch + TimeSpan.FromSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        var token = what switch
        {
            "issuer" => Token(issuer: value),
            "audience" => Token(audience: value),
            "lifetime" when value == "expired" => Token(from: now.AddHours(-2), to: now.AddMinutes(-6)),
            "lifetime" => Token(from: now.AddMinutes(6), to: now.AddHours(2)),
            "serviceurl" => Token(serviceUrl: value),
            _ => Token(algorithm: value),
        };

        await AssertRefusedAsync(bot, token);
    }

    [Fact]
    public async Task Clocks_may_differ_by_five_minutes()
    {
        await using var server = await MetadataServer.StartAsync(key);
        await using var bot = await StartBotAsync(server);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;

        Assert.Equal(HttpStatusCode.OK, await PostAsync(bot, Token(from: now.AddHours(-1), to: now.AddMinutes(-4))));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(bot, Token(from: now.AddMinutes(4), to: now.AddHours(1))));
    }

    [Theory]
    [InlineData("serviceUrl")]
    [InlineData("channelId")]
    public async Task An_activity_that_does_not_name_what_its_token_was_made_for_is_refused(string field)
    {
        await using var server = await MetadataServer.StartAsync(key);
        await using var bot = await StartBotAsync(server);
        var activity = JsonNode.Parse(Body())!.AsObject();
        activity.Remove(field);

        using var response = await bot.PostAsync(activity.ToJsonString(), Token());

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(bot.Handled);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"$type":"System.IO.FileInfo, System.Private.CoreLib"}""")]
    public async Task A_sender_without_a_token_is_refused_before_the_body_is_looked_at(string body)
    {
        await using var server = await MetadataServer.StartAsync(key);
        await using var bot = await StartBotAsync(server);

        using var response = await bot.PostAsync(body, Token(new SigningKey("key-1", "msteams")));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_tenant_that_is_not_ours_is_refused()
    {
        await using var server = await MetadataServer.StartAsync(key);
        await using var bot = await StartBotAsync(server);

        await AssertRefusedAsync(bot, Token(), tenantId: OtherTenantId);
        await AssertRefusedAsync(bot, Token(), tenantId: "");
    }

    [Fact]
    public async Task A_multi_tenant_bot_takes_every_tenant_unless_they_are_listed()
    {
        await using var server = await MetadataServer.StartAsync(key);
        await using var open = await StartBotAsync(server, ("Bot:TenantType", "MultiTenant"));
        await using var listed = await StartBotAsync(server, ("Bot:TenantType", "MultiTenant"), ("Bot:AllowedTenants:0", TenantId));

        Assert.Equal(HttpStatusCode.OK, await PostAsync(open, Token(), tenantId: OtherTenantId));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(listed, Token()));
        await AssertRefusedAsync(listed, Token(), tenantId: OtherTenantId, before: 1);
    }

    [Theory]
    [InlineData("D")]
    [InlineData("N")]
    [InlineData("B")]
    public async Task Tenants_may_be_listed_in_any_spelling_of_a_GUID(string spelling)
    {
        await using var server = await MetadataServer.StartAsync(key);
        await using var bot = await StartBotAsync(
            server,
            ("Bot:TenantType", "MultiTenant"),
            ("Bot:AllowedTenants:0", Guid.Parse(TenantId).ToString(spelling).ToUpperInvariant())
        );

        Assert.Equal(HttpStatusCode.OK, await PostAsync(bot, Token()));
        await AssertRefusedAsync(bot, Token(), tenantId: OtherTenantId, before: 1);
    }

    [Fact]
    public async Task A_sender_who_asks_too_much_is_told_to_wait_and_nobody_else_is()
    {
        await using var server = await MetadataServer.StartAsync(key);
        await using var bot = await StartBotAsync(server, ("Requests:BurstPerSender", "3"), ("Requests:PerMinutePerSender", "1"));
        var token = Token();
        for (var number = 0; number < 3; number++)
        {
            Assert.Equal(HttpStatusCode.OK, await PostAsync(bot, token, from: "a"));
        }

        using var refused = await bot.PostAsync(Body(from: "a"), token);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal(3, bot.Handled.Count);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(bot, token, from: "b"));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(bot, null, from: "a"));
    }

    [Theory]
    [InlineData("GccHigh", "https://api.botframework.us", "https://smba.infra.gov.teams.microsoft.us/gcch/")]
    [InlineData("DoD", "https://api.botframework.us", "https://smba.infra.dod.teams.microsoft.us/dod/")]
    [InlineData("China", "https://api.botframework.azure.cn", "https://frontend.botapi.msg.infra.teams.microsoftonline.cn/")]
    [InlineData("Gcc", "https://api.botframework.com", "https://smba.infra.gcc.teams.microsoft.com/gcc/")]
    public async Task A_national_cloud_has_an_issuer_of_its_own_and_takes_no_other(string cloud, string issuer, string serviceUrl)
    {
        await using var server = await MetadataServer.StartAsync(key);
        await using var bot = await StartBotAsync(server, ("Bot:Cloud", cloud));
        var other = issuer == "https://api.botframework.us" ? "https://api.botframework.azure.cn" : "https://api.botframework.us";

        using var wrong = await bot.PostAsync(Body(serviceUrl: serviceUrl), Token(issuer: other, serviceUrl: serviceUrl));
        using var right = await bot.PostAsync(Body(serviceUrl: serviceUrl), Token(issuer: issuer, serviceUrl: serviceUrl));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (wrong.StatusCode, right.StatusCode));
        Assert.Equal(serviceUrl, Assert.Single(bot.Handled).ServiceUrl);
    }

    [Fact]
    public async Task A_bot_with_a_managed_identity_takes_tokens_for_its_client_id_and_its_tenant_only()
    {
        await using var server = await MetadataServer.StartAsync(key);
        await using var bot = await StartBotAsync(server, ("Bot:TenantType", "ManagedIdentity"), ("Bot:ClientSecret", ""));

        Assert.Equal(HttpStatusCode.OK, await PostAsync(bot, Token()));
        await AssertRefusedAsync(bot, Token(), tenantId: OtherTenantId, before: 1);
        await AssertRefusedAsync(bot, Token(audience: OtherTenantId), before: 1);
    }

    [Fact]
    public async Task A_token_seen_on_its_way_to_another_host_or_bot_is_of_no_use_here()
    {
        await using var server = await MetadataServer.StartAsync(key);
        await using var other = await StartBotAsync(server, ("Bot:AppId", "0a1b2c3d-0000-4000-8000-000000000002"));
        await using var bot = await StartBotAsync(server);
        var token = Token();
        Assert.Equal(HttpStatusCode.OK, await PostAsync(bot, token));

        await AssertRefusedAsync(other, token);
        using var elsewhere = await bot.PostAsync(Body(serviceUrl: "https://smba.trafficmanager.net.evil.example/amer/"), token);
        Assert.Equal(HttpStatusCode.Unauthorized, elsewhere.StatusCode);
        Assert.Single(bot.Handled);
    }
}
