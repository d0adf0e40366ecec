using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Hosting;

namespace TeamsRolloutBot.Tests.Protocol.Activities;

public sealed class ActivityTextTests
{
    private const string BotId = "28:bot";

    [Fact]
    public void The_mention_of_the_bot_is_taken_out()
    {
        var activity = ActivityReader.Parse(Payloads.Read("message.channel.mention.json"))!;

        Assert.Equal("help", activity.PlainText());
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("  status\n", "status")]
    [InlineData("<at>Bot</at>&nbsp;new rollout", "new rollout")]
    [InlineData("<at>Bot</at> and again <at>Bot</at>", "and again")]
    [InlineData("R&amp;D &lt;5 people", "R&D <5 people")]
    [InlineData("&lt;at&gt;Bot&lt;/at&gt; is what I typed", "<at>Bot</at> is what I typed")]
    [InlineData("a < b and c > d", "a < b and c > d")]
    [InlineData("<at>Bot</at> مرحبا 👷‍♀️", "مرحبا 👷‍♀️")]
    [InlineData("<quoted messageId=\"1783419459151\"/> help", "help")]
    [InlineData("<quoted messageId=\"1\"/><quoted messageId=\"2\"/>Mountain rollout", "Mountain rollout")]
    [InlineData("<quoted messageId=\"1\"/> <at>Bot</at>, status", "status")]
    [InlineData("<at>Bot</at> <quoted messageId=\"1\"/>status", "status")]
    [InlineData("<quoted messageId=\"1\"></quoted>ask when?", "ask when?")]
    [InlineData("<at>Bot</at>, help", "help")]
    [InlineData("<at>Bot</at>: help", "help")]
    [InlineData("<at>Bot</at> - help", "help")]
    [InlineData("<at>Bot</at>&nbsp;–&nbsp;help", "help")]
    [InlineData("<at>Bot</at>! help", "help")]
    [InlineData("<at>Bot</at> -5 degrees", "-5 degrees")]
    [InlineData("<p>new&nbsp;rollout</p>", "new rollout")]
    [InlineData("<div><p>one</p><p><strong>two</strong><br>three</p></div>", "one\ntwo\nthree")]
    [InlineData("Maria <maria@contoso.example.com>", "Maria <maria@contoso.example.com>")]
    public void The_text_is_what_was_meant(string? text, string expected) =>
        Assert.Equal(expected, Message(text, Mention(BotId, "<at>Bot</at>")).PlainText());

    [Fact]
    public void The_name_of_somebody_else_who_is_mentioned_stays() =>
        Assert.Equal(
            "ask Jane Doe",
            Message(
                "<at>Bot</at> ask <at id=\"1\">Jane Doe</at>", Mention(BotId, "<at>Bot</at>"),
                Mention("29:jane", "<at id=\"1\">Jane Doe</at>")).PlainText());

    [Fact]
    public void A_mention_of_somebody_with_the_name_of_the_bot_is_not_taken_for_the_bot() =>
        Assert.Equal("Bot hello", Message("<at>Bot</at> hello", Mention("29:other", "<at>Bot</at>")).PlainText());

    private static Activity Message(string? text, params Entity[] entities) =>
        new() { Type = ActivityTypes.Message, Text = text, Recipient = new ChannelAccount { Id = BotId }, Entities = entities };

    private static Entity Mention(string id, string text) =>
        new("mention") { Properties = new JObject { ["text"] = text, ["mentioned"] = new JObject { ["id"] = id } } };
}
