using System.Text.Json.Nodes;
using TeamsRolloutBot.Protocol.Connector;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>Senders that no real client has, found with mutated activities.</summary>
public sealed class OddSendersTests
{
    [Theory]
    [InlineData("from.id", 2001)]
    [InlineData("conversation.id", 2001)]
    [InlineData("conversation.tenantId", 65)]
    [InlineData("serviceUrl", 2001)]
    public async Task Who_has_an_id_longer_than_any_client_s_is_told_that_they_are_not_known(string field, int length)
    {
        await using var bot = await BotUnderTest.StartAsync();

        Assert.Contains(
            "does not say who", ResponseText.Of((await bot.HandleAsync(Press(field, new string('a', length))))!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("conversation.tenantId", "a/b|c")]
    [InlineData("from.aadObjectId", "€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€")]
    public async Task Ids_of_which_no_key_can_be_made_are_those_of_nobody(string field, string value)
    {
        await using var bot = await BotUnderTest.StartAsync();

        Assert.Contains("does not say who", ResponseText.Of((await bot.HandleAsync(Press(field, value)))!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("👩")]
    public async Task A_name_longer_than_one_that_may_be_typed_is_shortened_without_breaking_a_character(string letter)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var activity = Press("from.name", string.Concat(Enumerable.Repeat(letter, 40_000)));

        await bot.HandleAsync(activity);
        var mine = (await bot.SayAsync(Robin with { Name = string.Empty }, "my data"))[0];

        var file = JsonNode
            .Parse(await bot.DownloadAsync(mine.Split('\n').Single(line => line.Contains("/download/", StringComparison.Ordinal))))!
            .ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.Contains("…", file, StringComparison.Ordinal);
        Assert.DoesNotContain("\uFFFD", file, StringComparison.Ordinal);
        Assert.InRange(file.Length, 0, 5_000);
    }

    [Fact]
    public async Task A_button_whose_answer_has_nowhere_to_go_is_answered_all_the_same()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        bot.Teams.Fails = _ => new ConnectorException(ConnectorFailureKind.Blocked, "blocked") { Status = 403 };

        var answer = await bot.PressAsync(Robin, "history.file", Script.Data(rollout));

        Assert.Contains("could not be sent to this chat", answer, StringComparison.Ordinal);
    }

    private static JsonObject Press(string field, string value)
    {
        var activity = BotUnderTest.From(Robin, new JsonObject
        {
            ["type"] = "invoke",
            ["name"] = "adaptiveCard/action",
            ["value"] = new JsonObject
            {
                ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "help.show", ["data"] = new JsonObject() }
            },
        });
        var parts = field.Split('.');
        (parts.Length == 1 ? activity : (JsonObject)activity[parts[0]]!)[parts[^1]] = value;
        return activity;
    }
}
