using System.Text.Json.Nodes;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Hosting.Development.Gallery;
using TeamsRolloutBot.Resources;
using TeamsRolloutBot.Tests.AdaptiveCards;

namespace TeamsRolloutBot.Tests.Cards;

/// <summary>What is true of every card in every language; some have longer texts.</summary>
public sealed class CardsInEachLanguageTests
{
    public static TheoryData<string, string> Cards
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var name in CardGallery.Names)
            {
                data.Add(name, Language.Spanish.Code);
                data.Add(name, Language.French.Code);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void A_card_is_under_28_KB_with_the_longest_content(string name, string code)
    {
        var size = CardSize.Measure(DrawnCards.Longest(Language.Of(code)!)[name]);

        Assert.True(size.Fits, $"{name} has {size.Utf8Bytes:N0} bytes.");
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void A_card_says_its_language(string name, string code) => Assert.Equal(code, DrawnCards.Typical(Language.Of(code)!)[name].Lang);

    [Theory]
    [MemberData(nameof(Cards))]
    public void Fields_and_buttons_are_those_of_the_English_card(string name, string code) =>
        Assert.Equal(Controls(name, Language.English.Code), Controls(name, code));

    [Theory]
    [MemberData(nameof(Cards))]
    public void Fields_have_labels_that_tell_them_apart(string name, string code)
    {
        var labels = Nodes(name, code)
            .Where(node => ((string?)node["type"])?.StartsWith("Input.", StringComparison.Ordinal) == true)
            .Select(field => (string?)field["label"])
            .ToList();

        Assert.All(labels, label => Assert.False(string.IsNullOrWhiteSpace(label)));
        Assert.Equal(labels.Count, labels.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void Buttons_of_the_same_title_say_what_each_is_about(string name, string code)
    {
        var said = Nodes(name, code)
            .Where(node => (string?)node["type"] == "Action.Execute")
            .Select(action => (string?)action["tooltip"] ?? (string)action["title"]!)
            .ToList();

        Assert.Equal(said.Distinct().Order(), said.Order());
    }

    private static List<string> Controls(string name, string code) =>
    [
        .. Nodes(name, code)
            .Where(node => node["id"] is not null || node["verb"] is not null)
            .Select(node => $"{node["type"]} {node["id"]} {node["verb"]}"),
    ];

    private static IEnumerable<JsonObject> Nodes(string name, string code) =>
        Nodes(JsonNode.Parse(CardJson.Of(DrawnCards.Typical(Language.Of(code)!)[name]))!);

    private static IEnumerable<JsonObject> Nodes(JsonNode root) => root switch
    {
        JsonObject obj => obj.Where(property => property.Key != "fallback")
            .Select(property => property.Value)
            .OfType<JsonNode>()
            .SelectMany(Nodes)
            .Prepend(obj),
        JsonArray array => array.OfType<JsonNode>().SelectMany(Nodes),
        _ => [],
    };
}
