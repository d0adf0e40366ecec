using System.Text.Json.Nodes;
using TeamsRolloutBot.Hosting.Development.Gallery;
using TeamsRolloutBot.Resources;
using TeamsRolloutBot.Tests.AdaptiveCards;

namespace TeamsRolloutBot.Tests.Cards;

/// <summary>
/// The rules of layout and wording for every card; docs/design.md gives the reasons.
/// </summary>
public sealed class CardLookTests
{
    public static TheoryData<string> Names => [.. CardGallery.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Buttons_of_the_same_title_say_what_each_is_about(string name)
    {
        var doubles = Of(name, type => type is "Action.Execute", isFallback: false)
            .GroupBy(action => (string?)action["tooltip"] ?? (string)action["title"]!)
            .Where(same => same.Count() > 1)
            .Select(same => same.Key);

        Assert.Empty(doubles);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fields_have_labels_that_tell_them_apart(string name)
    {
        var doubles = Of(name, type => type.StartsWith("Input.", StringComparison.Ordinal))
            .GroupBy(field => (string)field["label"]!)
            .Where(same => same.Count() > 1)
            .Select(same => same.Key);

        Assert.Empty(doubles);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_card_says_its_language_and_what_it_is_to_a_client_that_can_not_draw_it(string name)
    {
        var card = DrawnCards.Typical(Language.English)[name];

        Assert.Equal("en", card.Lang);
        Assert.False(string.IsNullOrWhiteSpace(card.FallbackText));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_text_is_told_by_its_colour(string name) =>
        Assert.DoesNotContain(Of(name, type => type is "TextBlock"), block => block["color"] is not null);

    [Theory]
    [MemberData(nameof(Names))]
    public void At_most_one_button_is_the_primary_one(string name) =>
        Assert.InRange(
            Of(name, type => type is "Action.Execute", isFallback: false).Count(action => (string?)action["style"] == "positive"), 0, 1);

    [Theory]
    [MemberData(nameof(Names))]
    public void Pages_are_turned_in_the_same_words_everywhere(string name)
    {
        var titles = Of(name, type => type is "Action.Execute").Select(action => (string)action["title"]!);

        Assert.All(
            titles.Where(title => title.Contains("page", StringComparison.Ordinal)),
            title => Assert.Matches("^(Next page|Previous page|First page|Last page)( \\([0-9]+ of [0-9]+\\))?$", title));
        Assert.DoesNotContain(titles, title => title is "Older" or "More people" or "From the beginning");
        Assert.DoesNotContain(titles, title => title.StartsWith("More tasks", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nobody_reads_whom_or_mend(string name)
    {
        foreach (var text in Of(name, _ => true).SelectMany(Texts))
        {
            Assert.DoesNotMatch("(?i)\\b(whom|mend)\\b", text);
        }
    }

    [Fact]
    public void What_needs_the_manager_stands_right_under_the_header_of_the_status() =>
        Assert.Contains("**Needs attention**", Body("status")[1]!.ToJsonString(), StringComparison.Ordinal);

    [Fact]
    public void The_primary_button_before_training_is_what_the_notice_asks_for()
    {
        Assert.Contains("Please plan it before", Body("readiness").ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["Plan the training"], Primary("readiness"));
    }

    [Fact]
    public void A_launch_that_is_barred_is_not_what_to_press() => Assert.Equal(["Open step 5"], Primary("review"));

    [Fact]
    public void Attendance_is_marked() =>
        Assert.Equal(
            ["Mark absent", "Mark present"],
            Of("attendance", type => type is "Action.Execute", isFallback: false)
                .Select(action => (string)action["title"]!)
                .Where(title => title.StartsWith("Mark", StringComparison.Ordinal))
                .Distinct()
                .Order());

    [Fact]
    public void A_reason_several_people_share_is_said_once()
    {
        var reasons = Of("not delivered, who", type => type is "TextBlock").Count(block => (string?)block["style"] == "heading");

        // The header and the one reason.
        Assert.Equal(2, reasons);
    }

    [Fact]
    public void A_mistake_is_said_in_one_box() =>
        Assert.Single(Body("step 1").Skip(1), element => (string?)element!["type"] == "Container" && element["style"] is not null);

    [Fact]
    public void Every_number_of_the_timing_says_from_where_to_where_it_goes()
    {
        var numbers = Of("step 10", type => type is "Input.Number").ToList();

        Assert.NotEmpty(numbers);
        Assert.All(numbers, field => Assert.Matches("\\([0-9]+–[0-9]+\\)$", (string)field["label"]!));
    }

    [Fact]
    public void History_is_a_sentence_with_names() =>
        Assert.Contains("Person 0 added Person 1, Person 2, Person 3", Body("history").ToJsonString(), StringComparison.Ordinal);

    [Fact]
    public void A_list_typed_with_bars_comes_with_an_example()
    {
        var lists = Of("step 3", type => type is "Input.Text")
            .Count(field => ((string)field["label"]!).Contains(" | ", StringComparison.Ordinal));
        var examples = Of("step 3", type => type is "TextBlock")
            .Count(block => ((string)block["text"]!).StartsWith("Example: ", StringComparison.Ordinal));

        Assert.Equal(lists, examples);
        Assert.NotEqual(0, lists);
    }

    [Theory]
    [InlineData("check-in")]
    [InlineData("question")]
    [InlineData("question form")]
    [InlineData("questions")]
    public void A_client_that_leaves_labels_out_still_says_what_a_field_is_for(string name)
    {
        var fields = Of(name, type => type is "Input.Text").ToList();

        Assert.NotEmpty(fields);
        Assert.All(fields, field => Assert.Matches("question|answer|stopping you", (string?)field["placeholder"]));
    }

    [Fact]
    public void What_concerns_administrators_alone_is_shown_on_demand()
    {
        var level = Of("status", type => type is "TextBlock").Single(block => (string?)block["id"] == "level");

        Assert.False((bool)level["isVisible"]!);
        Assert.Contains(
            Of("status", type => type is "Action.ToggleVisibility"), action => (string?)action["targetElements"]![0] == "level");
    }

    [Fact]
    public void Whoever_is_at_risk_has_a_sign() =>
        Assert.Contains(
            Of("people", type => type is "TextBlock"),
            block => ((string)block["text"]!).StartsWith("⚠ at risk", StringComparison.Ordinal));

    private static JsonArray Body(string name) => JsonNode.Parse(CardJson.Of(DrawnCards.Typical(Language.English)[name]))!["body"]!.AsArray();

    private static IEnumerable<string> Primary(string name) =>
        Of(name, type => type is "Action.Execute", isFallback: false)
            .Where(action => (string?)action["style"] == "positive")
            .Select(action => (string)action["title"]!);

    private static IEnumerable<string> Texts(JsonNode node) =>
        new[] { "text", "title", "label", "placeholder", "value" }
            .Select(property => node[property] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null)
            .OfType<string>();

    private static IEnumerable<JsonNode> Of(string name, Func<string, bool> isWanted, bool isFallback = true) =>
        Nodes(JsonNode.Parse(CardJson.Of(DrawnCards.Typical(Language.English)[name]))!, isFallback)
            .Where(node => node is JsonObject && isWanted((string?)node["type"] ?? string.Empty));

    private static IEnumerable<JsonNode> Nodes(JsonNode root, bool isFallback)
    {
        yield return root;
        var children = root switch
        {
            JsonObject obj => obj.Where(property => isFallback || property.Key != "fallback").Select(property => property.Value),
            JsonArray array => array,
            _ => [],
        };
        foreach (var child in children.OfType<JsonNode>().SelectMany(each => Nodes(each, isFallback)))
        {
            yield return child;
        }
    }
}
