using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Tests.AdaptiveCards;
using static TeamsRolloutBot.Tests.Domain.Rollouts.RolloutBuilder;

namespace TeamsRolloutBot.Tests.Cards;

public sealed class TimelinePictureTests
{
    [Theory]
    [InlineData("2027-03-15", "Get ready from Feb 22 · train from Mar 8 · use from Mar 15, 8 check-ins until May 10")]
    [InlineData(
        "2027-12-06", "Get ready from Nov 15, 2027 · train from Nov 29, 2027 · use from Dec 6, 2027, 8 check-ins until Jan 31, 2028")]
    public void Days_have_their_year_where_the_picture_crosses_one(string goLive, string expected)
    {
        var picture = TimelinePicture.Draw(Definition(Cohort("Denver", goLive)), new Dictionary<CohortId, int>());

        Assert.Contains(picture, element => CardJson.Of(element).Contains(expected, StringComparison.Ordinal));
    }
}
