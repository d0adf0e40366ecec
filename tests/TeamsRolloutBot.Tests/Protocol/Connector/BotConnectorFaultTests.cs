using System.Net.Http.Headers;
using System.Net.Sockets;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Tests.Protocol.Connector;

/// <summary>What a failed request reports, and whether its message may have gone out.</summary>
public sealed class BotConnectorFaultTests
{
    private const string Host = "https://smba.trafficmanager.net";

    private static readonly ConversationAddress Chat = new($"{Host}/amer/", "a:1/2;messageid=3");

    [Fact]
    public async Task A_refusal_says_all_that_Teams_said()
    {
        using var server = new StubServer(_ =>
        {
            var response = StubServer.Json(429, """{"error":{"code":"Throttled","message":"Too many requests."}}""");
            response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7));
            return response;
        });

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => server.Connector().SendTypingAsync(Chat, default));

        Assert.Equal(
            (ConnectorFailureKind.Throttled, 429, "Throttled", "Too many requests.", TimeSpan.FromSeconds(7)),
            (failure.Kind, failure.Status, failure.ErrorCode, failure.ServerMessage, failure.RetryAfter));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(90, 90)]
    [InlineData(-90, 0)]
    public async Task A_date_to_retry_after_is_turned_into_a_wait(int secondsFromNow, int expected)
    {
        var time = new ImmediateTime();
        using var server = new StubServer(_ =>
        {
            var response = StubServer.Json(503, "");
            response.Headers.RetryAfter = new RetryConditionHeaderValue(time.GetUtcNow().AddSeconds(secondsFromNow));
            return response;
        });

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => server.Connector(time: time).SendTypingAsync(Chat, default));

        Assert.Equal(TimeSpan.FromSeconds(expected), failure.RetryAfter);
    }

    public static TheoryData<Exception> LostAnswers =>
        [
            new HttpRequestException(HttpRequestError.ResponseEnded), new IOException(),
            new TaskCanceledException("timed out", new TimeoutException())
        ];

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task A_message_without_an_answer_may_have_been_sent(Exception cause)
    {
        using var server = new StubServer(_ => throw cause);

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => server.Connector().SendTypingAsync(Chat, default));

        Assert.Equal(ConnectorFailureKind.MaybeSent, failure.Kind);
        Assert.False(failure.IsRetryable);
    }

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task Reading_without_an_answer_can_be_done_again(Exception cause)
    {
        using var server = new StubServer(_ => throw cause);

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => server.Connector().GetMemberAsync(Chat, "29:x", default));

        Assert.Equal(ConnectorFailureKind.Transient, failure.Kind);
    }

    [Fact]
    public async Task A_connection_that_is_refused_has_sent_nothing()
    {
        // Held, so that nobody else listens on it, but not listening.
        using var held = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        held.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        var port = ((System.Net.IPEndPoint)held.LocalEndPoint!).Port;

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => OverTheWire().SendTypingAsync(Local(port), default));

        Assert.Equal(ConnectorFailureKind.Transient, failure.Kind);
    }

    [Fact]
    public async Task A_connection_cut_after_the_request_may_have_sent_it()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var cut = Task.Run(async () =>
        {
            using var accepted = await listener.AcceptTcpClientAsync();
            var buffer = new byte[4096];
            await accepted.GetStream().ReadAtLeastAsync(buffer, 1);
        });

        var failure = await Assert.ThrowsAsync<ConnectorException>(
            () => OverTheWire().SendTypingAsync(Local(((System.Net.IPEndPoint)listener.LocalEndpoint).Port), default));

        await cut;
        Assert.Equal(ConnectorFailureKind.MaybeSent, failure.Kind);
    }

    [Fact]
    public async Task Cancelling_is_no_failure_of_the_connector()
    {
        using var cancelled = new CancellationTokenSource();
        using var server = new StubServer(_ =>
        {
            cancelled.Cancel();
            throw new OperationCanceledException(cancelled.Token);
        });

        await Assert.ThrowsAsync<OperationCanceledException>(() => server.Connector().SendTypingAsync(Chat, cancelled.Token));
    }

    private static ConversationAddress Local(int port) => new($"http://127.0.0.1:{port}/", "a:1");

    private static BotConnector OverTheWire() =>
        Wire.Connector(new SocketsHttpHandler(), new ServiceUrlPolicy(default, allowLoopback: true));
}
