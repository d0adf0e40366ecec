using System.Text.Json.Nodes;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// Cases where the SDK's own dispatch of activities would fail, ask too much or not answer as Teams
/// expects.
/// </summary>
public sealed class RolloutBotTests
{
    [Fact]
    public async Task Members_who_were_added_are_not_asked_about_one_by_one()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var members = new JsonArray([.. Enumerable.Range(1, 50).Select(number => new JsonObject { ["id"] = $"29:new-{number}" })]);

        await bot.HandleAsync(BotUnderTest.From(Robin, new JsonObject { ["type"] = "conversationUpdate", ["membersAdded"] = members }));

        Assert.InRange(bot.Teams.MembersAsked, 0, 1);
        Assert.Single(bot.Teams.To(Robin));
    }

    public static TheoryData<string> Odd =>
    [
        """{"type":"event","name":"application/vnd.microsoft.meetingStart","value":[1],"channelData":[]}""",
        """{"type":"event","name":"application/vnd.microsoft.meetingEnd","value":"x","channelData":"x"}""",
        """{"type":"event","name":"application/vnd.microsoft.readReceipt","value":7}""",
        """{"type":"messageUpdate","channelData":[{"eventType":"editMessage"}]}""",
        """{"type":"messageDelete","channelData":7}""",
        """{"type":"messageReaction","reactionsAdded":[{"type":{}}],"reactionsRemoved":["x"]}""",
        """{"type":"conversationUpdate","channelData":[1],"membersAdded":[{}]}""",
        """{"type":"conversationUpdate","channelData":{"eventType":"channelCreated","team":[]}}""",
        """{"type":"installationUpdate","action":{"a":1}}""",
        """{"type":"typing","locale":"no-such-locale-anywhere"}""",
        """{"type":"message","text":"help","locale":"%%%","deliveryMode":"expectReplies"}""",
        """{"type":"trace"}""",
        """{"type":"delay","value":100000}""",
        """{"type":"invokeResponse","value":{"status":201}}""",
        "{}",
    ];

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task An_activity_of_an_odd_shape_is_taken(string json)
    {
        await using var bot = await BotUnderTest.StartAsync();

        Assert.Null(await bot.HandleAsync(BotUnderTest.From(Robin, JsonNode.Parse(json)!.AsObject())));
    }

    [Fact]
    public async Task A_message_that_was_edited_is_not_answered_again()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.SayAsync(Robin, "help");
        var before = bot.Teams.Sent.Count;

        await bot.HandleAsync(
            BotUnderTest.From(
                Robin,
                new JsonObject
                {
                    ["type"] = "messageUpdate",
                    ["text"] = "new rollout",
                    ["channelData"] = new JsonObject { ["eventType"] = "editMessage" }
                }));

        Assert.Equal(before, bot.Teams.Sent.Count);
        Assert.Empty(await Script.AllAsync(bot));
    }

    [Theory]
    [InlineData("adaptiveCard/action")]
    [InlineData("AdaptiveCard/Action")]
    public async Task The_name_of_an_invoke_is_compared_without_case(string name)
    {
        await using var bot = await BotUnderTest.StartAsync();

        var answer = await bot.HandleAsync(Press(name, """{"action":{"type":"Action.Execute","verb":"help.topic","data":{}},"trigger":"automatic"}"""));

        Assert.Contains("application/vnd.microsoft.card.adaptive", ResponseText.Of(answer!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"action":{"verb":"help.show"}}""")]
    [InlineData("""{"action":{"type":"Action.Submit","verb":"help.show","data":[]}}""")]
    [InlineData("""{"action":7}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task A_button_is_answered_with_HTTP_200_whatever_it_carries(string value)
    {
        await using var bot = await BotUnderTest.StartAsync();

        var answer = await bot.HandleAsync(Press("adaptiveCard/action", value));

        Assert.Equal(200, answer!.Status);
        Assert.NotNull(answer.Body);
    }

    [Fact]
    public async Task An_invoke_that_is_not_known_is_not_implemented()
    {
        await using var bot = await BotUnderTest.StartAsync();

        var answer = await bot.HandleAsync(Press("composeExtension/query", "{}"));

        Assert.Equal((501, null), (answer!.Status, answer.Body));
    }

    private static JsonObject Press(string name, string value) =>
        BotUnderTest.From(Robin, new JsonObject { ["type"] = "invoke", ["name"] = name, ["value"] = JsonNode.Parse(value) });
}
