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
}
