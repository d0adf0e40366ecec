using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Tests.AdaptiveCards;
using TeamsRolloutBot.Tests.Domain.Rollouts;
using TeamsRolloutBot.Tests.Resources;

namespace TeamsRolloutBot.Tests.Cards;

/// <summary>What the planner is told about people's calendars.</summary>
public sealed class SessionsPlacedCardTests
{
    [Theory]
    [InlineData(8, "What was planned was removed from everybody’s calendar.", false)]
    [InlineData(10, "2 people are invited, with a Teams meeting and the agenda.", true)]
    public void Only_the_sessions_to_come_count(int day, string said, bool isShown)
    {
        var cohort = RolloutBuilder.Cohort("Denver", "2027-03-15") with
        {
            Sessions = [new TrainingSession(new LocalDateTime(2027, 3, day, 10, 0), 60)],
        };
        var definition = RolloutDefinition.Start("Mountain region", ShippedPlaybooks.Default, cohort.Zone);
        var model = new SessionsModel(new RolloutId("r1"), definition, cohort, Instant.FromUtc(2027, 3, 9, 12, 0));

        var texts = VisibleText.Of(CardJson.Of(SessionsPlacedCard.Draw(model, 2)));

        Assert.Contains(said, texts);
        Assert.Equal(isShown, texts.Any(text => text.Contains("10:00", StringComparison.Ordinal)));
    }
}
