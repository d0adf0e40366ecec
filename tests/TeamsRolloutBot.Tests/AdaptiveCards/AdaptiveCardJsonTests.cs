using System.Text.Json;
using AdaptiveCards;
using AdaptiveCards.Teams;

namespace TeamsRolloutBot.Tests.AdaptiveCards;

public sealed class AdaptiveCardJsonTests
{
    [Fact]
    public void What_is_not_said_is_not_written() =>
        Assert.Equal("""{"type":"AdaptiveCard","version":"1.5"}""", CardJson.Of(new AdaptiveCard("1.5")));

    [Fact]
    public void What_is_on_by_default_is_written_only_when_it_is_off()
    {
        Assert.Equal("""{"type":"TextBlock","text":"x"}""", CardJson.Of(new AdaptiveTextBlock("x") { IsVisible = true }));
        Assert.Equal(
            """{"type":"TextBlock","text":"x","isVisible":false}""",
            CardJson.Of(new AdaptiveTextBlock("x") { IsVisible = false }));
        Assert.Equal(
            """{"type":"Action.Submit","isEnabled":false}""",
            CardJson.Of(new AdaptiveSubmitAction { IsEnabled = false }).ToJsonString());
    }

    [Fact]
    public void A_fallback_is_another_element_or_nothing_at_all()
    {
        Assert.Equal(
            """{"type":"TextBlock","text":"x","fallback":{"type":"TextBlock","text":"y"}}""",
            CardJson.Of(new AdaptiveTextBlock("x") { Fallback = new(new AdaptiveTextBlock("y")) }));
        Assert.Equal(
            """{"type":"TextBlock","text":"x","fallback":"drop"}""",
            CardJson.Of(new AdaptiveTextBlock("x") { Fallback = new(AdaptiveFallbackType.Drop) }));
    }

    [Fact]
    public void Nought_is_a_value_in_a_chart_and_in_a_number_input()
    {
        Assert.Contains(
            "\"value\":0", CardJson.Of(new GaugeChart("Ready", 0, [], new(new AdaptiveTextBlock("0 %")))), StringComparison.Ordinal);
        Assert.Contains(
            "\"min\":0", CardJson.Of(new AdaptiveNumberInput { Id = "n", Label = "Number", Min = 0 }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_without_a_fallback_cannot_be_made() =>
        Assert.Throws<ArgumentNullException>(() => new DonutChart("Done", [], null!));

    public static TheoryData<string> ElementTypes =>
        [.. typeof(AdaptiveElement).Assembly.GetTypes()
            .Where(type => !type.IsAbstract)
            .Except([typeof(AdaptiveColumn), typeof(AdaptiveTableRow), typeof(AdaptiveTableCell)])
            .Where(type => type.IsSubclassOf(typeof(AdaptiveElement)) || type.IsSubclassOf(typeof(AdaptiveAction)))
            .Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(ElementTypes))]
    public void Every_element_and_action_is_written_with_its_type_first_and_read_as_what_it_was(string name)
    {
        var type = typeof(AdaptiveElement).Assembly.GetType(name)!;
        AdaptiveFallbackElement fallback = new(AdaptiveFallbackType.Drop);
        object value = type.IsSubclassOf(typeof(ChartElement))
            ? Activator.CreateInstance(
                type, type == typeof(GaugeChart) ? ["Title", 0.0, Array.Empty<GaugeSegment>(), fallback] : ["Title", null, fallback])!
            : Activator.CreateInstance(type)!;

        var json = value is AdaptiveElement element ? CardJson.Of(element) : CardJson.Of((AdaptiveAction)value).ToJsonString();

        Assert.StartsWith($"{{\"type\":\"{((AdaptiveTypedElement)value).Type}\"", json, StringComparison.Ordinal);
        var card = AdaptiveCard.FromJson($$"""{"version":"1.5","{{(value is AdaptiveElement ? "body" : "actions")}}":[{{json}}]}""").Card;
        Assert.IsType(type, card.Body.Concat<AdaptiveTypedElement>(card.Actions).Single());
    }

    [Fact]
    public void A_card_that_was_written_can_be_read()
    {
        var json = CardJson.Of(new AdaptiveCard("1.5")
        {
            Body =
            [
                new AdaptiveColumnSet
                {
                    Columns =
                    [
                        new AdaptiveColumn
                        {
                            Items = [new AdaptiveTextBlock("x") { Color = AdaptiveTextColor.Good }],
                            Width = new(AdaptiveWidthType.Weighted) { Unit = 2 },
                        },
                    ],
                },
                new DonutChart("Done", [new DonutSlice("Done", 0)], new(new AdaptiveTextBlock("none"))),
            ],
            Actions = [new AdaptiveExecuteAction { Title = "Go", Verb = "a.b", DataJson = """{"x":"y"}""" }],
        });

        var card = AdaptiveCard.FromJson(json).Card;

        Assert.Equal(json, CardJson.Of(card));
    }

    [Fact]
    public void Data_goes_out_as_the_object_it_is_and_what_is_no_JSON_does_not()
    {
        Assert.Equal(
            """{"type":"Action.Submit","data":{"a":"ü"}}""",
            CardJson.Of(new AdaptiveSubmitAction { DataJson = """{"a":"ü"}""" }).ToJsonString(CardJson.Readable));
        Assert.ThrowsAny<JsonException>(() => CardJson.Of(new AdaptiveSubmitAction { DataJson = "{" }));
    }

    [Theory]
    [InlineData("auto", AdaptiveWidthType.Auto)]
    [InlineData("stretch", AdaptiveWidthType.Stretch)]
    [InlineData("48px", AdaptiveWidthType.Pixel)]
    public void A_width_that_was_written_can_be_read(string width, AdaptiveWidthType type)
    {
        var card = Read($$"""{"type":"ColumnSet","columns":[{"type":"Column","width":"{{width}}"}]}""");

        var columns = Assert.IsType<AdaptiveColumnSet>(Assert.Single(card.Body)).Columns;
        Assert.Equal(type, Assert.Single(columns).Width!.WidthType);
    }

    [Theory]
    [InlineData("""{"type":"Hologram"}""")]
    [InlineData("""{"type":"Action.Submit"}""")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":"ColumnSet","columns":[{"type":"Column","width":"wide"}]}""")]
    [InlineData("7")]
    public void What_is_no_element_is_not_read(string element) => Assert.Throws<JsonException>(() => Read(element));

    [Theory]
    [InlineData("1")]
    [InlineData("latest")]
    [InlineData(null)]
    public void A_version_is_major_and_minor(string? version) => Assert.Throws<FormatException>(() => new AdaptiveCard(version!));

    private static AdaptiveCard Read(string element) =>
        AdaptiveCard.FromJson($$"""{"type":"AdaptiveCard","version":"1.5","body":[{{element}}]}""").Card;
}
