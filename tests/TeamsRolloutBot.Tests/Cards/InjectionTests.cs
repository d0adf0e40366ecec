using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AdaptiveCards;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Hosting.Development.Gallery;
using TeamsRolloutBot.Tests.AdaptiveCards;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Text;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Cards;

/// <summary>
/// What people type is shown as typed: names, titles, questions and answers full of links,
/// mentions, pictures, markup and characters that reverse text, put into every card and read as a
/// Markdown renderer reads them.
/// </summary>
public sealed partial class InjectionTests
{
    private static readonly MarkdownPipeline Renderer = new MarkdownPipelineBuilder().UseEmphasisExtras().Build();

    private static readonly Lazy<Dictionary<string, AdaptiveCard>> Attacked = new(() => CardGallery.Attacked().All());

    public static TheoryData<string> Cards => [.. CardGallery.Names];

    [Theory]
    [MemberData(nameof(Cards))]
    public void Nothing_typed_is_understood_as_markup_anywhere_on_a_card(string name)
    {
        foreach (var (kind, text) in Shown(JsonNode.Parse(CardJson.Of(Attacked.Value[name]))))
        {
            if (kind is "markdown")
            {
                AssertNeutral(text);
            }
            else
            {
                Assert.DoesNotContain("](http://evil", text, StringComparison.Ordinal);
            }

            Assert.DoesNotMatch(Mention(), text);
            Assert.DoesNotMatch(Turning(), text);
        }
    }

    [Fact]
    public void The_attack_is_one_when_it_is_not_neutralised()
    {
        var document = Markdown.Parse(CardGallery.Attack(500), Renderer);

        Assert.Contains(document.Descendants<LinkInline>(), link => link.IsImage);
        Assert.Contains(document.Descendants<LinkInline>(), link => !link.IsImage);
        Assert.NotEmpty(document.Descendants<HtmlInline>());
        Assert.NotEmpty(document.Descendants<CodeInline>());
        Assert.NotEmpty(document.Descendants<ListBlock>());
    }

    [Fact]
    public async Task Nothing_typed_in_a_chat_comes_back_as_markup()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var attack = CardGallery.Attack(500);
        var rollout = await Script.LaunchAsync(bot);
        foreach (
            var said in new[]
            {
                attack, $"status {attack}", $"move {attack} to 2027-04-12", $"remove {attack}", $"ask {attack}", $"add people {attack}",
                $"clock {attack}", "questions"
            })
        {
            await bot.SayAsync(Robin with { Name = attack[..100] }, said);
        }

        await bot.PressAsync(Robin, "question.ask", Script.Data(rollout).With("question", attack));
        await bot.SayAsync(Sam, "questions");

        Assert.NotEmpty(bot.Teams.Cards);
        foreach (
            var (kind, text) in bot.Teams.Cards.SelectMany(card => Shown(JsonNode.Parse(card)))
                .Concat(bot.Teams.Texts.Select(text => ("markdown", text))))
        {
            if (kind is "markdown")
            {
                AssertNeutral(text);
            }

            Assert.DoesNotMatch(Mention(), text);
        }
    }

    [Theory]
    [InlineData("a\u202Eb", "ab")]
    [InlineData("<\u202Eat>x", "<\u2060at>x")]
    [InlineData("שלום\u200F עולם", "שלום\u200F עולם")]
    [InlineData("a\0b\u001bc", "abc")]
    public void What_turns_text_around_or_is_not_seen_is_left_out_before_anything_else_is_looked_at(string text, string expected) =>
        Assert.Equal(expected, CardText.Escape(text));

    [Theory]
    [InlineData("Ann **Lee** [x](http://evil.example)", "Ann **Lee** [x]\u2060(http://evil.example)")]
    [InlineData("]\u202E(http://evil.example)", "]\u2060(http://evil.example)")]
    [InlineData("two\nlines <at>Bob</at>", "two lines <\u2060at>Bob<\u2060/at>")]
    public void A_choice_shows_no_more_than_was_typed_and_is_no_link_and_no_mention(string text, string expected) =>
        Assert.Equal(expected, Inputs.Choice(text, "1").Title);

    [Theory]
    [InlineData("Doe-Müller, 3. Stock (Nord) – R&D_2, 2 * 3", "Doe-Müller, 3. Stock (Nord) – R&D_2, 2 * 3")]
    [InlineData("_it_ and snake_case, 2*3", "_\u200Ait_ and snake_case, 2*\u200A3")]
    [InlineData("~~struck~~ `code`", "~~\u200Astruck~~ \u02CBcode\u02CB")]
    [InlineData("1. x", "1\u2060. x")]
    public void A_ticked_choice_gets_only_what_keeps_Markdown_away(string text, string expected) =>
        Assert.Equal(expected, CardText.Unformatted(text));

    [Theory]
    [InlineData("Ann **Lee** and *it*")]
    [InlineData("_it_, __bold__ and ~~struck~~")]
    [InlineData("`code`")]
    [InlineData("# Head")]
    [InlineData("- item")]
    [InlineData("1. item")]
    [InlineData("> quote")]
    public void A_choice_that_a_client_reads_as_Markdown_looks_as_it_was_typed(string text)
    {
        Assert.True(IsFormatted(text));
        Assert.False(IsFormatted(Inputs.Choices("i", "Which", [Inputs.Choice(text, "1")], isMultiSelect: true).Choices[0].Title!));
        Assert.False(IsFormatted(Inputs.Toggle("i", "Agreed", text, null).Title!));

        static bool IsFormatted(string text)
        {
            var document = Markdown.Parse(text, Renderer);
            return document.Descendants<EmphasisInline>().Any() || document.Descendants<CodeInline>().Any()
                || document.Any(block => block is not ParagraphBlock);
        }
    }

    // Everything that a person sees: what clients read as Markdown, and what they show literally.
    // Inputs contain typed text as it was typed.
    private static IEnumerable<(string Kind, string Text)> Shown(JsonNode? node, string within = "")
    {
        switch (node)
        {
            case JsonObject element:
                var type = (string?)element["type"];
                foreach (var (name, value) in element)
                {
                    if (value is JsonValue text && text.TryGetValue<string>(out var shown) && KindOf(type ?? within, name) is { } kind)
                    {
                        yield return (kind, shown);
                    }

                    foreach (var inner in name == "data" ? [] : Shown(value, name))
                    {
                        yield return inner;
                    }
                }

                break;
            case JsonArray list:
                foreach (var inner in list.SelectMany(item => Shown(item, within)))
                {
                    yield return inner;
                }

                break;
            default:
                break;
        }
    }

    private static string? KindOf(string? type, string name) => (type, name) switch
    {
        ("TextBlock", "text") => "markdown",
        ("facts", "title" or "value") => "markdown",
        (_, "title" or "label" or "altText" or "errorMessage" or "tooltip" or "fallbackText") => "plain",
        _ => null,
    };

    private static void AssertNeutral(string text)
    {
        var document = Markdown.Parse(text, Renderer);
        Assert.DoesNotContain(
            document.Descendants<LinkInline>(), link => link.IsImage || link.Url?.Contains("evil", StringComparison.Ordinal) == true);
        Assert.Empty(document.Descendants<AutolinkInline>());
        Assert.Empty(document.Descendants<HtmlInline>());
        Assert.Empty(document.Descendants<HtmlBlock>());
        Assert.Empty(document.Descendants<CodeInline>());
        Assert.Empty(document.Descendants<HeadingBlock>());
        Assert.DoesNotContain(
            document.Descendants<EmphasisInline>(),
            emphasis => emphasis.FirstChild is LiteralInline { Content: var inner } && inner.ToString() is "b");
    }

    [GeneratedRegex("</?at\\b", RegexOptions.IgnoreCase)]
    private static partial Regex Mention();

    [GeneratedRegex("[\\u202A-\\u202E\\u2066-\\u2069]")]
    private static partial Regex Turning();
}
