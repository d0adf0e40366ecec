using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Delivery;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>One message in the manager's chat shows the progress of a job.</summary>
public sealed class ProgressMessageTests
{
    [Fact]
    public async Task It_is_sent_once_to_the_rollouts_manager_and_changed_from_then_on()
    {
        var (bot, rollout) = await LaunchedAsync();
        await using var running = bot;

        var id = await TellAsync(bot, rollout, null, "1 of 2");
        var same = await TellAsync(bot, rollout, id, "2 of 2");

        Assert.Equal(id, same);
        Assert.Equal(["1 of 2", "2 of 2"], bot.Teams.To(Robin).TakeLast(2).Select(message => message.Text));
        Assert.Equal(1, bot.Teams.Updates);
        Assert.DoesNotContain(bot.Teams.To(Maria), message => message.Text == "1 of 2");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("m1")]
    public async Task That_it_can_not_be_shown_stops_nothing(string? shown)
    {
        var (bot, rollout) = await LaunchedAsync();
        await using var running = bot;
        bot.Teams.Fails = _ => new ConnectorException(ConnectorFailureKind.ConversationGone, "gone");

        Assert.Equal(shown, await TellAsync(bot, rollout, shown, "1 of 2"));
    }

    [Fact]
    public async Task Nothing_is_sent_to_a_manager_the_bot_has_not_met()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));

        Assert.Null(await TellAsync(bot, rollout, null, "1 of 2"));

        Assert.Empty(bot.Teams.To(Robin));
    }

    private static async Task<(BotUnderTest Bot, StoredRollout Rollout)> LaunchedAsync()
    {
        var bot = await DeliveryBench.StartAsync();
        await bot.SayAsync(Robin, "hello");
        return (bot, await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria])));
    }

    private static Task<string?> TellAsync(BotUnderTest bot, StoredRollout rollout, string? messageId, string text) =>
        bot.Get<ProgressMessage>().TellAsync(rollout, messageId, text, default);
}
