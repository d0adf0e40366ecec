using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Hosting.Development.Gallery;
using TeamsRolloutBot.Resources;
using TeamsRolloutBot.Tests.AdaptiveCards;
using TeamsRolloutBot.Tests.Protocol;

namespace TeamsRolloutBot.Tests.Cards;

/// <summary>What is true of every card.</summary>
public sealed class CardGalleryTests
{
    public static TheoryData<string, bool> Cards
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var name in CardGallery.Names)
            {
                data.Add(name, false);
                data.Add(name, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void A_card_is_under_28_KB_with_the_longest_content(string name, bool longest)
    {
        var size = CardSize.Measure(Card(name, longest));

        Assert.True(size.Fits, $"{name} has {size.Utf8Bytes:N0} bytes.");
    }

    [ContractTheory]
    [MemberData(nameof(Cards))]
    public async Task A_card_is_valid_by_the_published_schema(string name, bool longest) =>
        Assert.Empty(await CardSchema.ProblemsAsync(CardJson.Of(Card(name, longest))));

    [Theory]
    [MemberData(nameof(Cards))]
    public void Every_button_has_a_fallback_with_its_verb_and_there_are_six_at_most(string name, bool longest)
    {
        var sets = 0;
        foreach (var node in Nodes(JsonNode.Parse(CardJson.Of(Card(name, longest)))!))
        {
            if (Type(node) == "ActionSet")
            {
                sets++;
                Assert.InRange(node["actions"]!.AsArray().Count, 1, Actions.Most);
            }

            if (Type(node) == "Action.Execute" && node["fallback"] is { } fallback)
            {
                Assert.Matches("^[a-z]+\\.[a-zA-Z]+$", (string?)node["verb"]);
                Assert.Equal((string?)node["verb"], (string?)fallback["data"]!["verb"]);
            }

            if (Type(node)?.StartsWith("Chart.", StringComparison.Ordinal) == true)
            {
                Assert.NotNull(node["fallback"]);
            }

            if (Type(node)?.StartsWith("Input.", StringComparison.Ordinal) == true)
            {
                Assert.False(string.IsNullOrWhiteSpace((string?)node["label"]), $"{name}: an input has no label.");
            }
        }

        Assert.True(sets > 0 || Card(name, longest).Actions.Count == 0);
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void Nothing_typed_becomes_a_mention_or_a_link(string name, bool longest)
    {
        foreach (var node in Nodes(JsonNode.Parse(CardJson.Of(Card(name, longest)))!).Where(node => Type(node) == "TextBlock"))
        {
            var text = (string)node["text"]!;
            Assert.DoesNotContain("<at>", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotMatch(@"(?<!\\)\]\(https://e\.example\)", text);
        }
    }

    private static AdaptiveCard Card(string name, bool longest) =>
        (longest ? DrawnCards.Longest(Language.English) : DrawnCards.Typical(Language.English))[name];

    private static string? Type(JsonNode node) => node is JsonObject ? (string?)node["type"] : null;

    private static IEnumerable<JsonNode> Nodes(JsonNode root)
    {
        yield return root;
        var children = root switch
        {
            JsonObject obj => obj.Select(property => property.Value),
            JsonArray array => array,
            _ => [],
        };
        foreach (var child in children.OfType<JsonNode>().SelectMany(Nodes))
        {
            yield return child;
        }
    }
}
