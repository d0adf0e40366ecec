using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.IntegrationTests.Graph.TrainingScript;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>
/// Training sessions in the chat: who is told what, who is asked what, and who may do what.
/// </summary>
public sealed class TrainingDialogTests
{
    [Fact]
    public async Task The_invitation_names_the_sessions_in_the_recipients_own_time()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (_, bot) = graph;
        var rollout = await LaunchAsync(bot);
        await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-03-09", "10:00"));

        await bot.TravelAsync("2027-03-08T18:00:00Z");

        var invitation = bot.Teams.To(Maria)
            .Single(message => message.Text.Contains("Your Procore Pay training", StringComparison.Ordinal)).Text;
        Assert.Contains("Tue, Mar 9, 10:00 · 90 min", invitation, StringComparison.Ordinal);
        Assert.Contains("session.file", invitation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_manager_is_asked_to_plan_as_long_as_no_session_is()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (_, bot) = graph;
        await LaunchAsync(bot);

        await bot.TravelAsync("2027-03-06T00:00:00Z");

        Assert.Contains(
            bot.Teams.To(Sam),
            message =>
                message.Text.Contains("Your list for HQ Denver", StringComparison.Ordinal)
                    && message.Text.Contains("Plan the training", StringComparison.Ordinal));
        Assert.Contains(
            bot.Teams.To(Sam), message => message.Text.Contains("No training session is planned yet.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("session.save")]
    [InlineData("session.cancel")]
    [InlineData("session.times")]
    [InlineData("session.list")]
    [InlineData("session.form")]
    [InlineData("session.file")]
    [InlineData("session.people")]
    public async Task A_strangers_press_shows_and_changes_nothing(string verb)
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (_, bot) = graph;
        var rollout = await LaunchAsync(bot);

        var answer = await bot.PressAsync(Stranger, verb, Session(rollout, "2027-03-09", "10:00").With("confirm", true));

        Assert.DoesNotContain("HQ Denver", answer, StringComparison.Ordinal);
        Assert.Empty((await Script.DraftAsync(bot)).Definition.Cohorts[0].Sessions);
        Assert.Empty(bot.Teams.To(Stranger));
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_the_field_and_what_was_typed_stays()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (_, bot) = graph;
        var rollout = await LaunchAsync(bot);

        Assert.Contains(
            "“soon” is not a date.", await bot.PressAsync(Sam, "session.save", Session(rollout, "soon", "10:00")),
            StringComparison.Ordinal);
        Assert.Contains(
            "Choose a start time", await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-03-09", "ten")),
            StringComparison.Ordinal);
        Assert.Contains(
            "That time has passed.", await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-01-09", "10:00")),
            StringComparison.Ordinal);
        Assert.Contains(
            "It is not before the go-live date.", await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-03-16", "10:00")),
            StringComparison.Ordinal);
    }
}
