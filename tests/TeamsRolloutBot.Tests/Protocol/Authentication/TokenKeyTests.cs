using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace TeamsRolloutBot.Tests.Protocol.Authentication;

/// <summary>The keys that tokens are signed with: known, new, foreign, unavailable.</summary>
public sealed class TokenKeyTests : TokenSender
{
    [Fact]
    public async Task A_token_of_another_key_with_the_same_name_is_refused()
    {
        await using var server = await MetadataServer.StartAsync(key);
        await using var bot = await StartBotAsync(server);

        await AssertRefusedAsync(bot, Token(new SigningKey("key-1", "msteams")));
    }

    [Fact]
    public async Task An_unsigned_token_is_refused()
    {
        await using var server = await MetadataServer.StartAsync(key);
        await using var bot = await StartBotAsync(server);
        var parts = Token().Split('.');
        var header = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT","kid":"key-1"}""");

        await AssertRefusedAsync(bot, $"{header}.{parts[1]}.");
        await AssertRefusedAsync(bot, $"{header}.{parts[1]}.{parts[2]}");
    }

    [Fact]
    public async Task A_token_signed_with_the_public_key_as_a_secret_is_refused()
    {
        await using var server = await MetadataServer.StartAsync(key);
        await using var bot = await StartBotAsync(server);
        var secret = Encoding.ASCII.GetBytes(key.Key.Rsa.ExportSubjectPublicKeyInfoPem());
        var signed = $"{Base64UrlEncoder.Encode("""{"alg":"HS256","typ":"JWT","kid":"key-1"}""")}.{Token().Split('.')[1]}";
        var signature = Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)));

        await AssertRefusedAsync(bot, $"{signed}.{signature}");
    }

    [Fact]
    public async Task A_key_that_may_not_speak_for_Teams_is_refused()
    {
        var unendorsed = new SigningKey("key-2", "webchat");
        var silent = new SigningKey("key-3");
        await using var server = await MetadataServer.StartAsync(key, unendorsed, silent);
        await using var bot = await StartBotAsync(server);

        await AssertRefusedAsync(bot, Token(unendorsed));
        await AssertRefusedAsync(bot, Token(silent));
        await AssertRefusedAsync(bot, Token(), channelId: "directline");
    }

    [Fact]
    public async Task A_new_key_is_accepted_and_the_one_it_replaced_is_refused()
    {
        var next = new SigningKey("key-2", "msteams");
        await using var server = await MetadataServer.StartAsync(key);
        await using var bot = await StartBotAsync(server);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(bot, Token()));

        server.Keys = [next];

        Assert.Equal(HttpStatusCode.OK, await PostUntilAcceptedAsync(bot, Token(next)));
        await AssertRefusedAsync(bot, Token(), before: bot.Handled.Count);
    }

    [Fact]
    public async Task While_the_keys_cannot_be_fetched_known_ones_go_on_and_unknown_ones_are_refused()
    {
        await using var server = await MetadataServer.StartAsync(key);
        await using var bot = await StartBotAsync(server);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(bot, Token()));

        server.IsDown = true;

        await AssertRefusedAsync(bot, Token(new SigningKey("key-2", "msteams")), before: 1);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(bot, Token()));
    }

    [Fact]
    public async Task A_bot_that_never_got_the_keys_refuses_and_does_not_fail()
    {
        await using var server = await MetadataServer.StartAsync(key);
        server.IsDown = true;
        await using var bot = await StartBotAsync(server);

        await AssertRefusedAsync(bot, Token());
    }
}
