using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Moq;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Tests.Protocol.Connector;

public sealed class RetryingConnectorTests
{
    private static readonly ConversationAddress Chat = new("https://smba.trafficmanager.net/amer/", "a:1");
    private static readonly Activity Hello = OutgoingActivity.FromText("Hello");

    private readonly ImmediateTime time = new();
    private readonly Mock<IConnector> inner = new();

    [Theory]
    [InlineData(ConnectorFailureKind.Throttled)]
    [InlineData(ConnectorFailureKind.Transient)]
    public async Task What_passes_is_tried_again(ConnectorFailureKind kind)
    {
        Sends().ThrowsAsync(Failure(kind)).ThrowsAsync(Failure(kind)).ReturnsAsync("7");

        Assert.Equal("7", await Retrying().SendAsync(Chat, Hello, default));
        Assert.Equal(2, time.Waits.Count);
    }

    [Fact]
    public async Task Teams_is_given_the_time_it_asked_for()
    {
        Sends().ThrowsAsync(Failure(ConnectorFailureKind.Throttled, TimeSpan.FromSeconds(7))).ReturnsAsync("7");

        await Retrying().SendAsync(Chat, Hello, default);

        Assert.Equal([TimeSpan.FromSeconds(7)], time.Waits);
    }

    [Fact]
    public async Task Otherwise_waits_grow_and_jitter_spreads_them()
    {
        Always(Failure(ConnectorFailureKind.Transient));
        var waits = new List<double[]>();
        foreach (var jitter in (double[])[0.1, 0.9])
        {
            time.ForgetWaits();
            await Assert.ThrowsAsync<ConnectorException>(() => Retrying(jitter).SendAsync(Chat, Hello, default));
            waits.Add([.. time.Waits.Select(wait => wait.TotalSeconds)]);
        }

        Assert.All(waits, series => Assert.InRange(series.Sum(), 0.1, 15));
        Assert.All(waits, series => Assert.True(series[2] > series[0], string.Join(", ", series)));
        Assert.NotEqual(waits[0], waits[1]);
    }

    [Fact]
    public async Task After_a_few_tries_the_failure_is_passed_on()
    {
        Always(Failure(ConnectorFailureKind.Transient));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Retrying().SendAsync(Chat, Hello, default));

        Assert.Equal(ConnectorFailureKind.Transient, failure.Kind);
        inner.Verify(
            connector => connector.SendAsync(Chat, Hello, null, It.IsAny<CancellationToken>()),
            Times.Exactly(1 + RetryingConnector.MaximumRetries));
    }

    [Fact]
    public async Task Nobody_waits_for_minutes()
    {
        Always(Failure(ConnectorFailureKind.Throttled, TimeSpan.FromMinutes(5)));

        await Assert.ThrowsAsync<ConnectorException>(() => Retrying().SendAsync(Chat, Hello, default));

        Assert.Empty(time.Waits);
    }

    [Theory]
    [InlineData(ConnectorFailureKind.MaybeSent)]
    [InlineData(ConnectorFailureKind.ServerFault)]
    [InlineData(ConnectorFailureKind.Blocked)]
    [InlineData(ConnectorFailureKind.ConversationGone)]
    [InlineData(ConnectorFailureKind.Unauthorised)]
    [InlineData(ConnectorFailureKind.Other)]
    public async Task What_stays_or_may_have_been_sent_is_not_tried_again(ConnectorFailureKind kind)
    {
        Always(Failure(kind));

        await Assert.ThrowsAsync<ConnectorException>(() => Retrying().SendAsync(Chat, Hello, default));

        inner.Verify(connector => connector.SendAsync(Chat, Hello, null, It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task Each_page_of_members_is_tried_again_by_itself()
    {
        inner.SetupSequence(connector => connector.GetMembersPageAsync(Chat, null, It.IsAny<CancellationToken>()))
            .ThrowsAsync(Failure(ConnectorFailureKind.Throttled))
            .ReturnsAsync(new TeamsPagedMembersResult { Members = [new() { Id = "29:1" }], ContinuationToken = "next" });
        inner.SetupSequence(connector => connector.GetMembersPageAsync(Chat, "next", It.IsAny<CancellationToken>()))
            .ThrowsAsync(Failure(ConnectorFailureKind.Throttled))
            .ReturnsAsync(new TeamsPagedMembersResult { Members = [new() { Id = "29:2" }] });
        IConnector retrying = Retrying();

        Assert.Equal(["29:1", "29:2"], await retrying.GetMembersAsync(Chat, default).Select(member => member.Id).ToListAsync());
    }

    private RetryingConnector Retrying(double jitter = 0.5) => new(inner.Object, time, () => jitter);

    private Moq.Language.ISetupSequentialResult<Task<string>> Sends() =>
        inner.SetupSequence(connector => connector.SendAsync(Chat, Hello, null, It.IsAny<CancellationToken>()));

    private void Always(ConnectorException failure) =>
        inner.Setup(connector => connector.SendAsync(Chat, Hello, null, It.IsAny<CancellationToken>())).ThrowsAsync(failure);

    private static ConnectorException Failure(ConnectorFailureKind kind, TimeSpan? retryAfter = null) =>
        new(kind, "no") { RetryAfter = retryAfter };
}
