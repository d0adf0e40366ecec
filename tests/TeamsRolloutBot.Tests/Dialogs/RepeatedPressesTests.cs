using System.Text.Json;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Moq;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>Presses that come twice while the first is being answered.</summary>
public sealed class RepeatedPressesTests
{
    private static readonly Person Robin = Person.FromEmail("robin@contoso.example.com");

    private readonly RepeatedPresses _presses = new();

    [Fact]
    public async Task The_second_click_has_the_first_ones_answer_and_nothing_runs_twice()
    {
        var first = new TaskCompletionSource<Reply>();
        var answers = new[]
        {
            _presses.AnswerAsync(Press("1"), () => first.Task),
            _presses.AnswerAsync(Press("2"), () => throw new InvalidOperationException("It was answered twice.")),
        };

        first.SetResult(new Reply());

        Assert.Equal(2, (await Task.WhenAll(answers)).Length);
    }

    [Fact]
    public async Task The_second_click_is_answered_although_the_first_ones_connection_was_cut()
    {
        var first = new TaskCompletionSource<Reply>();
        var cut = _presses.AnswerAsync(Press("1"), () => first.Task);
        var mine = new Reply();
        var second = _presses.AnswerAsync(Press("2"), () => Task.FromResult(mine));

        first.SetCanceled();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cut);
        Assert.Same(mine, await second);
    }

    // The same button with the same input, in an activity of its own.
    private static Turn Press(string activity)
    {
        var context = new Mock<ITurnContext>();
        context.Setup(turn => turn.Activity).Returns(new Activity { Id = activity, Conversation = new ConversationAccount(id: "a:1") });
        return new Turn(
            new Caller
            {
                TenantId = "tenant",
                Person = Robin,
                Ids = [Robin.Id],
                UserId = "29:user",
                Address = new ConversationAddress("https://smba.trafficmanager.net/teams/", "a:1", "tenant"),
                IsPersonalChat = true,
                Standing = Standing.Employee,
                Zone = DateTimeZone.Utc,
                HasPeoplePicker = false,
            },
            context.Object,
            new PressedAction("define.next", JsonDocument.Parse("{}").RootElement, IsAutomaticRefresh: false, IsInvoke: true, "card"),
            string.Empty);
    }
}
