using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Tests.AdaptiveCards;

namespace TeamsRolloutBot.Tests.Cards;

public sealed class CardKitTests
{
    [Fact]
    public void Text_wraps_unless_it_is_told_not_to()
    {
        Assert.Equal("""{"type":"TextBlock","text":"x","wrap":true}""", CardJson.Of(CardKit.Block("x")));
        Assert.Equal("""{"type":"TextBlock","text":"x"}""", CardJson.Of(CardKit.Block("x", wrap: false)));
    }

    [Fact]
    public void The_titles_of_choices_and_boxes_wrap_too()
    {
        Assert.True(Inputs.Choices("i", "Which", []).Wrap);
        Assert.True(Inputs.Toggle("i", "Agreed", "Yes", null).Wrap);
    }

    [Fact]
    public void The_size_is_counted_in_bytes_and_as_Teams_counts()
    {
        var card = new AdaptiveCard("1.5") { Body = [CardKit.Markdown("äβ")] };
        var json = CardJson.Of(card);

        var size = CardSize.Measure(card);

        Assert.Equal(json.Length + 2, size.Utf8Bytes);
        Assert.Equal(2 * json.Length, size.Utf16Bytes);
        Assert.True(size.Fits);
        Assert.False(CardSize.Measure(new AdaptiveCard("1.5") { Body = [CardKit.Markdown(new string('x', 28 * 1024))] }).Fits);
    }

    [Theory]
    [InlineData(0, 7, "**0 of 7 done** ▱▱▱▱▱▱▱")]
    [InlineData(3, 7, "**3 of 7 done** ▰▰▰▱▱▱▱")]
    [InlineData(7, 7, "**7 of 7 done** ▰▰▰▰▰▰▰")]
    [InlineData(1, 16, "**1 of 16 done** ▰▱▱▱▱▱▱▱▱▱")]
    [InlineData(31, 32, "**31 of 32 done** ▰▰▰▰▰▰▰▰▰▱")]
    [InlineData(0, 0, "**0 of 0 done**")]
    public void Progress_is_a_line_of_text_that_is_full_only_when_all_is_done(int done, int total, string expected) =>
        Assert.Equal(expected, ProgressBar.Line(done, total));

    [Theory]
    [InlineData("60 %", "✓ on track", AdaptiveWidthType.Auto)]
    [InlineData("somebody.with.a.long.name@example.com", null, AdaptiveWidthType.Weighted)]
    [InlineData("60 %", "waits for the app to be installed", AdaptiveWidthType.Weighted)]
    public void A_long_right_column_does_not_squeeze_the_left_one(string right, string? detail, AdaptiveWidthType expected) =>
        Assert.Equal(expected, CardKit.Row("HQ Denver", null, right, detail).Columns[1].Width!.WidthType);

    [Fact]
    public void Below_the_header_there_is_no_line_and_between_rows_there_is()
    {
        var card = CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Accent, "People", "Denver"), [CardKit.Row("a", null), CardKit.Row("b", null)]);

        Assert.Equal([false, false, true], card.Body.Select(element => element.Separator));
    }

    [Fact]
    public void The_title_of_a_section_is_a_heading() => Assert.Equal(
        (AdaptiveTextBlockStyle.Heading, AdaptiveTextSize.Medium), (CardKit.Title("Answers").Style, CardKit.Title("Answers").Size));
}
