using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Hosting.Development.Gallery;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Tests.AdaptiveCards;

namespace TeamsRolloutBot.Tests.Cards;

public sealed class ActionsTests
{
    [Fact]
    public void A_button_and_its_fallback_ask_for_the_same()
    {
        var action = CardJson.Of(Actions.Execute("Done", "task.set", new JsonObject { ["task"] = "t1", ["done"] = true }));

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {"type":"Action.Execute","title":"Done","verb":"task.set","data":{"task":"t1","done":true},
                 "fallback":{"type":"Action.Submit","title":"Done","data":{"task":"t1","done":true,"verb":"task.set"}}}
                """),
            action), action.ToJsonString());
    }

    [Fact]
    public void Pressing_a_button_brings_back_its_verb_and_data_on_every_client()
    {
        var action = CardJson.Of(Actions.Execute("Done", "task.set", new JsonObject { ["task"] = "t1", ["done"] = true, ["n"] = -3 }));

        var invoke = new Activity
        {
            Type = "invoke",
            Name = "adaptiveCard/action",
            Value = JsonSerializer.SerializeToElement(new { action })
        };
        var message = new Activity { Type = "message", Value = JsonSerializer.SerializeToElement(action["fallback"]!["data"]) };

        Assert.All(
            [PressedAction.From(invoke)!, PressedAction.From(message)!],
            pressed =>
                Assert.Equal(
                    ("task.set", "t1", true, -3),
                    (pressed.Verb, pressed.GetString("task"), pressed.GetBoolean("done"), pressed.GetInt32("n"))
                )
        );
    }

    [Fact]
    public void A_field_is_added_to_a_copy()
    {
        var data = new JsonObject { ["a"] = 1, ["b"] = new JsonArray("x") };

        Assert.Equal("""{"a":2,"b":["x"]}""", data.With("a", 2).ToJsonString());
        Assert.Equal("""{"a":1,"b":["x"],"c":"y"}""", data.With("c", "y").ToJsonString());
        Assert.Equal("""{"b":["x"]}""", data.With("a", null).ToJsonString());
        Assert.Equal("""{"a":1,"b":["x"]}""", data.ToJsonString());
    }

    [Fact]
    public void A_button_says_what_it_is_about_where_others_have_the_same_title()
    {
        Assert.Equal(
            "Done: Certification Project Manager", Actions.Execute("Done", "task.set", about: "Certification Project Manager").Tooltip);
        Assert.Null(Actions.Execute("Done", "task.set").Tooltip);
    }

    [Theory]
    [InlineData("29:maria", "29:maria")]
    [InlineData("0a1b2c3d-0000-4000-8000-000000000001", null)]
    [InlineData(null, null)]
    public void The_client_of_the_one_person_in_a_chat_keeps_a_checklist_up_to_date(string? userId, string? expected)
    {
        var card = ChecklistCard.Draw(CardGallery.AChecklist()).RefreshedFor(userId);

        Assert.Equal(expected is null ? [] : [expected], card.Refresh!.UserIds!);
    }
}
