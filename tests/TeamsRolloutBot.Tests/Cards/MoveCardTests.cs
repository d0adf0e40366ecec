using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Tests.AdaptiveCards;
using TeamsRolloutBot.Tests.Domain.Rollouts;
using TeamsRolloutBot.Tests.Resources;

namespace TeamsRolloutBot.Tests.Cards;

/// <summary>What moving a go-live date changes, shown before it is moved.</summary>
public sealed class MoveCardTests
{
    [Theory]
    [InlineData(8, null)]
    [InlineData(9, "1 more check-in after that")]
    [InlineData(52, "44 more check-ins after that")]
    public void A_year_of_check_ins_is_eight_rows_and_a_count(int checkIns, string? rest)
    {
        var cohort = RolloutBuilder.Cohort("Denver", "2027-03-15");
        var goLive = new LocalDate(2027, 3, 29);
        var changes = MovePreview.Of(new TimingPlan { CheckInCount = checkIns }, cohort, goLive, Instant.FromUtc(2027, 2, 1, 17, 0));

        var texts = VisibleText.Of(CardJson.Of(MoveCard.Draw(new MoveModel(new RolloutId("r1"), cohort, goLive, changes, 20, goLive))));

        Assert.Equal(8, texts.Count(text => text.StartsWith("Check-in", StringComparison.Ordinal)));
        Assert.Equal(rest, texts.FirstOrDefault(text => text.EndsWith("after that", StringComparison.Ordinal)));
    }
}
