namespace TeamsRolloutBot.Tests.Domain.Rollouts;

public sealed class ReachForecastTests
{
    [Fact]
    public void It_says_how_many_of_all_cant_be_reached_and_why_the_most_first()
    {
        var forecast = ReachForecast.Of(
            125, [.. Enumerable.Repeat(Obstacle.NoApp, 122), Obstacle.AppRemoved, Obstacle.None, Obstacle.None]);

        Assert.False(forecast.IsEverybody);
        Assert.Equal(
            ["122 of 125 people don’t have the app yet.", "1 of 125 people has removed or blocked the app."], forecast.Sentences);
    }

    [Fact]
    public void Where_not_everybody_was_looked_at_it_says_so() =>
        Assert.Equal(
            ["2 of the first 3 people don’t have the app yet."],
            ReachForecast.Of(5000, [Obstacle.NoApp, Obstacle.NoApp, Obstacle.None]).Sentences);

    [Fact]
    public void Nobody_in_the_way_means_everybody() => Assert.True(ReachForecast.Of(2, [Obstacle.None, Obstacle.None]).IsEverybody);

    [Theory]
    [InlineData(Obstacle.NoApp, true)]
    [InlineData(Obstacle.AppNotAllowed, true)]
    [InlineData(Obstacle.AppRemoved, false)]
    [InlineData(Obstacle.HasLeft, false)]
    [InlineData(Obstacle.NotInDirectory, false)]
    [InlineData(Obstacle.None, false)]
    public void Who_has_not_got_the_app_is_waited_for_and_nothing_has_failed(Obstacle obstacle, bool isWaiting)
    {
        Assert.Equal(isWaiting, obstacle.IsWaiting());
        Assert.NotEqual(isWaiting, new Contact(ContactOutcome.Failed, default, default, Obstacle: obstacle).IsUndeliverable);
    }

    [Fact]
    public void The_link_comes_before_the_thanks_and_only_once()
    {
        var once = WelcomeEmail.WithAppLink("Hello {name}\n\nDo this.\n\nThanks, {manager}");

        Assert.Equal(
            "Hello {name}\n\nDo this.\n\nYour checklist comes in Microsoft Teams. If you don’t have the rollout bot there yet, add it "
                + "first: {app link}\n\nThanks, {manager}",
            once);
        Assert.Equal(once, WelcomeEmail.WithAppLink(once));
        Assert.Equal("Get it: {App Link}", WelcomeEmail.WithAppLink("Get it: {App Link}"));
    }
}
