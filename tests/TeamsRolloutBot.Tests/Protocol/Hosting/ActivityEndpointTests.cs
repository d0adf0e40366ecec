using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AdaptiveCards;
using Microsoft.Bot.Builder;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Hosting;

namespace TeamsRolloutBot.Tests.Protocol.Hosting;

public sealed class ActivityEndpointTests
{
    private const string CardActionJson = """{"type":"invoke","name":"adaptiveCard/action","id":"1","value":{"action":{"verb":"task.set"}}}""";

    public static TheoryData<string> Files => [.. Payloads.Activities()];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_payload_of_Teams_reaches_the_handler_and_is_accepted(string file)
    {
        await using var bot = await BotHost.StartAsync(_ => InvokeResponse.Plain());

        using var response = await bot.PostAsync(Payloads.Read(file));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(bot.Handled);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"a\":1}{}")]
    [InlineData("{'a':1}")]
    public async Task What_is_no_JSON_object_is_a_bad_request(string body)
    {
        await using var bot = await BotHost.StartAsync();

        using var response = await bot.PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(bot.Handled);
    }

    [Fact]
    public async Task Broken_UTF8_is_a_bad_request()
    {
        await using var bot = await BotHost.StartAsync();

        using var response = await bot.PostAsync([.. "{\"text\":\""u8, 0xC3, 0x28, .. "\"}"u8]);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Half_an_emoji_does_not_lose_the_message()
    {
        await using var bot = await BotHost.StartAsync();

        using var response = await bot.PostAsync("""{"type":"message","text":"cut \ud83d","value":{"a":"\udc77"}}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("cut \ufffd", bot.Handled.Single().Text);
        Assert.Equal("\ufffd", PressedAction.From(bot.Handled.Single())!.GetString("a"));
    }

    [Theory]
    [InlineData("""{"type":"message","attachments":[{"contentType":"a/b","content":{"$type":"System.IO.FileInfo, System.Private.CoreLib","fileName":"x"}}]}""")]
    [InlineData("""{"type":"message","$type":"No.Such.Type, Nowhere","$id":"1","from":{"$ref":"1"},"value":{"$type":"System.Object"}}""")]
    public async Task A_type_or_reference_that_the_body_names_is_an_unknown_field(string json)
    {
        await using var bot = await BotHost.StartAsync();

        using var response = await bot.PostAsync(json);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("message", Assert.Single(bot.Handled).Type);
    }

    [Theory]
    [InlineData(60, HttpStatusCode.OK)]
    [InlineData(64, HttpStatusCode.BadRequest)]
    [InlineData(5000, HttpStatusCode.BadRequest)]
    public async Task Nesting_has_a_limit(int depth, HttpStatusCode expected)
    {
        await using var bot = await BotHost.StartAsync();
        var value = new string('[', depth) + new string(']', depth);

        using var known = await bot.PostAsync($$"""{"type":"message","value":{{value}}}""");
        using var unknown = await bot.PostAsync($$"""{"type":"message","from":{"x":{{value}} } }""");

        Assert.Equal(expected, known.StatusCode);
        Assert.Equal(expected, unknown.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_one_mebibyte_is_too_large(bool chunked)
    {
        await using var bot = await BotHost.StartAsync();

        using var largest = await PostSizeAsync(bot, 1024 * 1024, chunked);
        using var tooLarge = await PostSizeAsync(bot, (1024 * 1024) + 1, chunked);

        Assert.Equal(HttpStatusCode.OK, largest.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        Assert.Single(bot.Handled);
    }

    [Fact]
    public async Task Other_content_than_JSON_is_refused()
    {
        await using var bot = await BotHost.StartAsync();
        using var content = new StringContent("{}", Encoding.UTF8, "text/plain");

        using var response = await bot.Client.PostAsync("/api/messages", content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"type":"hologram"}""")]
    [InlineData("""{"type":"event","name":"application/vnd.microsoft.tomorrow","value":[]}""")]
    [InlineData("""{"type":17}""")]
    public async Task What_is_not_known_is_answered_with_an_empty_200(string json)
    {
        await using var bot = await BotHost.StartAsync();

        using var response = await bot.PostAsync(json);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task An_invoke_nobody_handles_is_not_implemented()
    {
        await using var bot = await BotHost.StartAsync();

        using var response = await bot.PostAsync("""{"type":"invoke","name":"composeExtension/query"}""");

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_card_answers_a_card_action()
    {
        await using var bot = await BotHost.StartAsync(
            _ => InvokeResponse.Card(new AdaptiveCard("1.5") { Body = [new AdaptiveTextBlock("Done ✓ 👷")] }));

        using var response = await bot.PostAsync(CardActionJson);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(200, answer.GetProperty("statusCode").GetInt32());
        Assert.Equal("application/vnd.microsoft.card.adaptive", answer.GetProperty("type").GetString());
        Assert.Equal("Done ✓ 👷", answer.GetProperty("value").GetProperty("body")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_message_and_an_error_answer_a_card_action_with_http_200()
    {
        await using var bot = await BotHost.StartAsync(activity =>
            activity.Id == "1" ? InvokeResponse.Message("Saved.") : InvokeResponse.Error("BadDate", "Not a date."));

        using var message = await bot.PostAsync(CardActionJson);
        using var error = await bot.PostAsync(CardActionJson.Replace("\"1\"", "\"2\""));

        Assert.Equal(HttpStatusCode.OK, error.StatusCode);
        Assert.Equal(
            """{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":"Saved."}""",
            await message.Content.ReadAsStringAsync());
        Assert.Equal(
            """{"statusCode":400,"type":"application/vnd.microsoft.error","value":{"code":"BadDate","message":"Not a date."}}""",
            await error.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_handler_that_fails_on_a_card_action_still_answers_http_200()
    {
        await using var bot = await BotHost.StartAsync(_ => throw new InvalidOperationException("broken"));

        using var response = await bot.PostAsync(CardActionJson);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(500, answer.GetProperty("statusCode").GetInt32());
        Assert.DoesNotContain("broken", answer.GetRawText());
    }

    [Fact]
    public async Task A_card_that_cannot_be_written_is_a_failure_and_not_half_a_card()
    {
        await using var bot = await BotHost.StartAsync(_ => InvokeResponse.Card(new AdaptiveCard("1.5")
        {
            Body = [new AdaptiveTextBlock(new string('x', 100_000))],
            Actions = [new AdaptiveSubmitAction { DataJson = "{" }],
        }));

        using var response = await bot.PostAsync(CardActionJson);

        Assert.Equal(500, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("statusCode").GetInt32());
    }

    [Theory]
    [InlineData("""{"type":"message","text":"hi"}""")]
    [InlineData("""{"type":"invoke","name":"task/fetch"}""")]
    public async Task A_handler_that_fails_on_anything_else_answers_500(string json)
    {
        await using var bot = await BotHost.StartAsync(_ => throw new InvalidOperationException("broken"));

        using var response = await bot.PostAsync(json);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Search_results_have_the_documented_shape()
    {
        var expected = Payloads.Json("invoke-response.application-search.json").GetProperty("body");
        var results = expected.GetProperty("value").GetProperty("results").EnumerateArray()
            .Select(result => (result.GetProperty("title").GetString()!, result.GetProperty("value").GetString()!));
        await using var bot = await BotHost.StartAsync(_ => InvokeResponse.SearchResults([.. results]));

        using var response = await bot.PostAsync(Payloads.Read("invoke.application-search.json"));

        Assert.True(JsonElement.DeepEquals(expected, await response.Content.ReadFromJsonAsync<JsonElement>()));
    }

    [Fact]
    public async Task A_dialog_is_answered_with_a_task()
    {
        await using var bot = await BotHost.StartAsync(_ => InvokeResponse.TaskMessage("Thanks."));

        using var submitted = await bot.PostAsync("""{"type":"invoke","name":"task/submit"}""");

        JsonAssert.Same("""{"task":{"type":"message","value":"Thanks."}}""", await submitted.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("http://smba.trafficmanager.net/amer/")]
    [InlineData("https://smba.trafficmanager.net.evil.example/")]
    [InlineData("not an address")]
    public async Task A_foreign_service_url_is_not_handed_on_so_that_nothing_is_sent_there(string serviceUrl)
    {
        await using var bot = await BotHost.StartAsync();

        using var response = await bot.PostAsync($$"""{"type":"message","serviceUrl":"{{serviceUrl}}"}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(Assert.Single(bot.Handled).ServiceUrl);
    }

    [Fact]
    public async Task A_caller_behind_a_tunnel_is_not_this_machine()
    {
        await using var bot = await BotHost.StartAsync();
        bot.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");

        using var response = await bot.PostAsync("{}");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(bot.Handled);
    }

    [Fact]
    public async Task Without_a_registration_the_bot_starts_only_in_Development()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => BotHost.StartAsync(environment: "Production"));

        Assert.Contains("Bot:AppId", refusal.Message);
    }

    private static async Task<HttpResponseMessage> PostSizeAsync(BotHost bot, int size, bool chunked)
    {
        const string Start = "{\"type\":\"message\",\"text\":\"", End = "\"}";
        var json = Encoding.ASCII.GetBytes(Start + new string('x', size - Start.Length - End.Length) + End);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new ByteArrayContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = chunked;
        return await bot.Client.SendAsync(request);
    }
}
