using System.Text;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Hosting;

namespace TeamsRolloutBot.Tests.Protocol.Activities;

public sealed class PressedActionTests
{
    [Fact]
    public void A_button_without_a_verb_has_its_data()
    {
        var action = PressedAction.From(Payload("invoke.adaptiveCard-action.manual.json"))!;

        Assert.Null(action.Verb);
        Assert.Equal("yes", action.GetString("answer"));
        Assert.True(action.IsInvoke);
        Assert.False(action.IsAutomaticRefresh);
        Assert.Equal("1800000000001", action.ReplyToId);
    }

    [Fact]
    public void A_refresh_is_told_from_a_press()
    {
        var action = PressedAction.From(Payload("invoke.adaptiveCard-action.automatic.json"))!;

        Assert.True(action.IsAutomaticRefresh);
        Assert.Equal("checklist.refresh", action.Verb);
    }

    [Fact]
    public void A_submit_is_an_action_that_is_no_invoke()
    {
        var action = PressedAction.From(Payload("message.channel.action-submit.json"))!;

        Assert.False(action.IsInvoke);
        Assert.Equal("answer", action.GetString("actionId"));
        Assert.Equal("1800000000002", action.ReplyToId);
    }

    [Theory]
    [InlineData("message.personal.text.json")]
    [InlineData("invoke.task-submit.json")]
    [InlineData("invoke.application-search.json")]
    [InlineData("event.meetingStart.json")]
    public void Other_activities_are_no_card_actions(string file) => Assert.Null(PressedAction.From(Payload(file)));

    [Fact]
    public void Execute_and_its_fallback_read_alike()
    {
        var execute = PressedAction.From(Read("""{"type":"invoke","name":"adaptiveCard/action","value":{"action":{"verb":"task.set","data":{"done":true}}}}"""))!;
        var submit = PressedAction.From(Read("""{"type":"message","value":{"verb":"task.set","done":true}}"""))!;

        Assert.Equal((execute.Verb, execute.GetBoolean("done")), (submit.Verb, submit.GetBoolean("done")));
    }

    [Theory]
    [InlineData("""{"type":"invoke","name":"adaptiveCard/action"}""")]
    [InlineData("""{"type":"invoke","name":"adaptiveCard/action","value":null}""")]
    [InlineData("""{"type":"invoke","name":"adaptiveCard/action","value":"x"}""")]
    [InlineData("""{"type":"invoke","name":"adaptiveCard/action","value":{"action":[1]}}""")]
    [InlineData("""{"type":"invoke","name":"adaptiveCard/action","value":{"action":{"data":"text","verb":{}}}}""")]
    public void A_misshapen_invoke_is_an_action_that_says_nothing(string json)
    {
        var action = PressedAction.From(Read(json))!;

        Assert.Null(action.Verb);
        Assert.Null(action.GetString("anything"));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)]
    [InlineData("\"False\"", false)]
    [InlineData("1", null)]
    [InlineData("\"yes\"", null)]
    [InlineData("null", null)]
    [InlineData("{}", null)]
    public void Booleans_may_be_text(string value, bool? expected) => Assert.Equal(expected, With(value).GetBoolean("field"));

    [Theory]
    [InlineData("12", 12)]
    [InlineData("\"-12\"", -12)]
    [InlineData("1.5", null)]
    [InlineData("99999999999", null)]
    [InlineData("\"twelve\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("[]", null)]
    public void Whole_numbers_may_be_text(string value, int? expected) => Assert.Equal(expected, With(value).GetInt32("field"));

    private static PressedAction With(string value) => PressedAction.From(Read($$"""{"type":"message","value":{"field":{{value}} } }"""))!;

    private static Activity Payload(string file) => ActivityReader.Parse(Payloads.Read(file))!;

    private static Activity Read(string json) => ActivityReader.Parse(Encoding.UTF8.GetBytes(json))!;
}
