using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.AdaptiveCards;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Tests.Protocol.AdaptiveCards;

public sealed class AdaptiveCardJsonTests
{
    [Fact]
    public void What_is_not_said_is_not_written() =>
        Assert.Equal("""{"type":"AdaptiveCard","version":"1.5"}""", CardJson.Of(new AdaptiveCard()));

    [Fact]
    public void Text_wraps_unless_it_is_told_not_to()
    {
        Assert.Equal("""{"type":"TextBlock","text":"x","wrap":true}""", CardJson.Of(new TextBlock("x")));
        Assert.Equal("""{"type":"TextBlock","text":"x"}""", CardJson.Of(new TextBlock("x") { Wrap = false }));
    }

    [Fact]
    public void Nought_is_a_value_in_a_chart_and_in_a_number_input()
    {
        Assert.Contains("\"value\":0", CardJson.Of(new GaugeChart("Ready", 0, [], new TextBlock("0 %"))), StringComparison.Ordinal);
        Assert.Contains("\"min\":0", CardJson.Of(new NumberInput("n", "Number") { Min = 0 }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_without_a_fallback_cannot_be_made() =>
        Assert.Throws<ArgumentNullException>(() => new DonutChart("Done", [], null!));

    [Fact]
    public void A_button_and_its_fallback_ask_for_the_same()
    {
        var action = CardJson.Of(Actions.Execute("Done", "task.set", new ActionData { ["task"] = "t1", ["done"] = true }));

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
        var action = CardJson.Of(Actions.Execute("Done", "task.set", new ActionData { ["task"] = "t1", ["done"] = true, ["n"] = -3 }));

        var invoke = new Activity { Type = "invoke", Name = "adaptiveCard/action", Value = JsonSerializer.SerializeToElement(new { action }) };
        var message = new Activity { Type = "message", Value = JsonSerializer.SerializeToElement(action["fallback"]!["data"]) };

        Assert.All([PressedAction.From(invoke)!, PressedAction.From(message)!], pressed =>
            Assert.Equal(("task.set", "t1", true, -3), (pressed.Verb, pressed.GetString("task"), pressed.GetBoolean("done"), pressed.GetInt32("n"))));
    }

    [Fact]
    public void Data_can_be_made_of_what_is_at_hand()
    {
        var fromObject = (ActionData)new JsonObject { ["a"] = 1, ["b"] = null, ["c"] = new JsonArray("x") };
        var fromRecord = ActionData.From(new Choice("t", "v"), ProtocolJson.Default.Choice);

        Assert.Equal("""{"a":1,"b":null,"c":["x"]}""", Data(fromObject));
        Assert.Equal("""{"title":"t","value":"v"}""", Data(fromRecord));
        Assert.Equal("""{"a":2}""", Data(new ActionData { ["a"] = 1 }.With("a", 2)));
        Assert.Throws<KeyNotFoundException>(() => fromRecord["nothing"]);
        Assert.Equal("v", fromRecord["value"].ToString());

        static string Data(ActionData data) => CardJson.Of(new SubmitAction { Data = data })["data"]!.ToJsonString();
    }

    [Fact]
    public void More_people_than_Teams_takes_cannot_be_refreshed_for() =>
        Assert.Throws<ArgumentException>(() => Actions.Refresh("a.refresh", userIds: [.. Enumerable.Repeat("29:a", 61)]));

    public static TheoryData<string> ElementTypes =>
        [.. typeof(AdaptiveElement).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type != typeof(WrittenElement) && (type.IsSubclassOf(typeof(AdaptiveElement)) || type.IsSubclassOf(typeof(AdaptiveAction))))
            .Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(ElementTypes))]
    public void Every_element_and_action_is_written_with_its_type_first_and_read_as_what_it_was(string name)
    {
        var type = typeof(AdaptiveElement).Assembly.GetType(name)!;
        var value = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
        var typeName = (string)type.GetProperty("Type")!.GetValue(value)!;

        var json = value is AdaptiveElement element
            ? JsonSerializer.Serialize(element, ProtocolJson.Default.AdaptiveElement)
            : JsonSerializer.Serialize((AdaptiveAction)value, ProtocolJson.Default.AdaptiveAction);

        Assert.StartsWith($"{{\"type\":\"{typeName}\"", json, StringComparison.Ordinal);
        if (value is ChartElement)
        {
            // A chart is nothing without its fallback, which this empty one lacks.
            return;
        }

        object read = value is AdaptiveElement
            ? JsonSerializer.Deserialize(json, ProtocolJson.Default.AdaptiveElement)!
            : JsonSerializer.Deserialize(json, ProtocolJson.Default.AdaptiveAction)!;
        Assert.IsType(type, read);
    }

    [Fact]
    public void A_card_that_was_written_can_be_read()
    {
        var json = CardJson.Of(new AdaptiveCard
        {
            Body =
            [
                new ColumnSet([new Column([new TextBlock("x") { Color = TextColor.Good }]) { Width = ColumnWidth.Weight(2) }]),
                new DonutChart("Done", [new DonutSlice("Done", 0)], new TextBlock("none")),
            ],
            Actions = [Actions.Execute("Go", "a.b", new ActionData { ["x"] = "y" })],
        });

        var card = JsonSerializer.Deserialize(json, ProtocolJson.Default.AdaptiveCard)!;

        Assert.Equal(json, CardJson.Of(card));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_weight_is_above_nought(double weight) => Assert.Throws<ArgumentOutOfRangeException>(() => ColumnWidth.Weight(weight));

    [Fact]
    public void The_size_is_counted_in_bytes_and_as_Teams_counts()
    {
        var card = new AdaptiveCard { Body = [new TextBlock("äβ")] };
        var json = CardJson.Of(card);

        var size = CardSize.Measure(card);

        Assert.Equal(json.Length + 2, size.Utf8Bytes);
        Assert.Equal(2 * json.Length, size.Utf16Bytes);
        Assert.True(size.Fits);
        Assert.False(CardSize.Measure(new AdaptiveCard { Body = [new TextBlock(new string('x', 28 * 1024))] }).Fits);
    }
}
