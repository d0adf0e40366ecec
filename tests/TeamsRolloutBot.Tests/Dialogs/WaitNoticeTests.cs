using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>Somebody who waits for an answer sees that it is on its way.</summary>
public sealed class WaitNoticeTests
{
    private static readonly TestPerson Robin = TestPerson.Robin;

    [Fact]
    public async Task The_answer_takes_the_place_of_the_line_that_announced_it()
    {
        var slow = new SlowDialog();
        await using var bot = await StartAsync(slow);

        var said = await bot.SayAsync(Robin, SlowDialog.Words);

        Assert.Equal(1, bot.Teams.TypingShown);
        Assert.Equal(2, said.Count);
        Assert.Equal("Working on it…", said[0].Trim());
        Assert.Contains("Here it is", said[1], StringComparison.Ordinal);
        Assert.Equal(1, bot.Teams.Updates);
    }

    [Theory]
    [InlineData("rollout.slowLaunch", "Launching the rollout…")]
    [InlineData("rollout.slowFile", "Putting the file together…")]
    public async Task A_button_says_what_is_being_done_and_that_it_is_done(string verb, string line)
    {
        var slow = new SlowDialog();
        await using var bot = await StartAsync(slow);

        var card = await bot.PressAsync(Robin, verb, []);

        Assert.Contains("Here it is", card, StringComparison.Ordinal);
        Assert.Equal([line, "Done."], bot.Teams.To(Robin).Select(message => message.Text.Trim()));
        Assert.Equal(1, bot.Teams.Updates);
    }

    [Fact]
    public async Task A_quick_answer_is_not_announced()
    {
        await using var bot = await BotUnderTest.StartAsync();

        Assert.Single(await bot.SayAsync(Robin, "help"));
        Assert.Equal((0, 0), (bot.Teams.TypingShown, bot.Teams.Updates));
    }

    [Fact]
    public async Task An_answer_comes_without_the_line_where_Teams_does_not_take_it()
    {
        var slow = new SlowDialog();
        await using var bot = await StartAsync(slow);
        bot.Teams.Fails = _ => slow.Finish() ? new ConnectorException(ConnectorFailureKind.BadRequest, "No texts here") : null;

        Assert.Contains("Here it is", Assert.Single(await bot.SayAsync(Robin, SlowDialog.Words)), StringComparison.Ordinal);
        Assert.Equal(0, bot.Teams.Updates);
    }

    // Its dialog answers once the line has arrived, and any wait ends at once.
    private static async Task<BotUnderTest> StartAsync(SlowDialog slow)
    {
        var bot = await BotUnderTest.StartAsync(configure: services => services
            .AddSingleton<IDialog>(slow)
            .AddSingleton(provider => new WaitNotice(
                provider.GetRequiredService<IConnector>(), new HurriedTime(), provider.GetRequiredService<ILogger<WaitNotice>>())));
        bot.Teams.Fails = _ =>
        {
            slow.Finish();
            return null;
        };
        return bot;
    }

    private sealed class SlowDialog : IDialog
    {
        public const string Words = "take your time";

        private readonly TaskCompletionSource<Reply> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IEnumerable<Command> Commands => [];

        public IEnumerable<Verb> Verbs =>
        [
            new("rollout.slowLaunch", (_, _) => _answer.Task) { Work = LongWork.Launching },
            new("rollout.slowFile", (_, _) => _answer.Task) { Work = LongWork.WritingFile },
        ];

        public bool Finish() => _answer.TrySetResult(Reply.With(MessageCard.Information("Here it is", "At last.")));

        public async Task<Reply?> ContinueAsync(Turn turn, CancellationToken ct) => turn.Text == Words ? await _answer.Task : null;
    }

    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            callback(state);
            return new Over();
        }

        private sealed class Over : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
