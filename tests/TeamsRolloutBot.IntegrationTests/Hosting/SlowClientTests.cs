using System.Net;
using System.Net.Sockets;
using System.Text;
using TeamsRolloutBot.Benchmarks.Harness;

namespace TeamsRolloutBot.IntegrationTests.Hosting;

/// <summary>
/// Clients that hold on to connections, over real sockets, against the bot in a separate process
/// with low limits.
/// </summary>
public sealed class SlowClientTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rollout-slow-");
    private readonly CancellationTokenSource _patience = new(Patience);

    public void Dispose()
    {
        _patience.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Slow_and_silent_clients_are_cut_off_and_everybody_else_is_answered_meanwhile()
    {
        await using var bot = await StartAsync(
            ("HeaderSeconds", "2"), ("IdleSeconds", "2"), ("SlowestBytesPerSecond", "1000"), ("GraceSeconds", "2"));
        var silent = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => Attacker.ConnectAsync(bot)));
        var headers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Attacker.ConnectAsync(bot)));
        var bodies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Attacker.ConnectAsync(bot)));
        try
        {
            var ended = silent.Select(attacker => attacker.ReadToEndAsync(_patience.Token))
                .Concat(
                    headers.Select(
                        attacker => attacker.DripAsync("POST /api/messages HTTP/1.1\r\nHost: localhost\r\nX-Long: ", _patience.Token)))
                .Concat(bodies.Select(attacker => attacker.DripAsync(
                    "POST /api/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{\"type\":", _patience.Token)))
                .ToList();

            using var http = new HttpClient { BaseAddress = new Uri(bot.Address) };
            for (var n = 0; n < 20; n++)
            {
                using var content = new StringContent(
                    """{"type":"invoke","name":"adaptiveCard/action"}""",
                    Encoding.UTF8,
                    "application/json"
                );
                using var answer = await http.PostAsync("/api/messages", content, _patience.Token);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }

            Assert.True(ended.Count(task => task.IsCompleted) < ended.Count, "The attack was over before anybody was answered.");
            var answers = await Task.WhenAll(ended);
            Assert.All(answers[..300], Assert.Empty);
            Assert.All(
                answers[300..],
                answer => Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer));
        }
        finally
        {
            foreach (var attacker in silent.Concat(headers).Concat(bodies))
            {
                attacker.Dispose();
            }
        }
    }

    [Fact]
    public async Task More_connections_than_are_allowed_are_closed_as_they_come_and_there_is_room_again_when_others_go()
    {
        await using var bot = await StartAsync(("Most", "20"), ("IdleSeconds", "600"));
        var silent = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Attacker.ConnectAsync(bot)));
        try
        {
            var closed = 0;
            await foreach (var one in Task.WhenEach(silent.Select(attacker => attacker.ReadToEndAsync(_patience.Token))))
            {
                Assert.Empty(await one);
                if (++closed == 20)
                {
                    break;
                }
            }

            // Those that came first are still open, and closing them makes room.
            Assert.InRange(silent.Count(attacker => !attacker.HasEnded), 1, 20);
        }
        finally
        {
            Array.ForEach(silent, attacker => attacker.Dispose());
        }

        Assert.Equal(HttpStatusCode.OK, await UntilThereIsRoomAsync(bot));
    }

    [Fact]
    public async Task Headers_without_end_and_bodies_that_are_too_long_are_refused_without_being_read()
    {
        await using var bot = await StartAsync();

        using var headers = await Attacker.ConnectAsync(bot);
        await headers.SendAsync($"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: {new string('x', 40_000)}\r\n\r\n", _patience.Token);
        Assert.StartsWith("HTTP/1.1 431", await headers.ReadToEndAsync(_patience.Token), StringComparison.Ordinal);

        using var body = await Attacker.ConnectAsync(bot);
        await body.SendAsync(
            "POST /api/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 999999999\r\n\r\n{",
            _patience.Token);
        Assert.StartsWith("HTTP/1.1 413", await body.ReadToEndAsync(_patience.Token), StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> UntilThereIsRoomAsync(BotProcess bot)
    {
        using var http = new HttpClient { BaseAddress = new Uri(bot.Address) };
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync("/health/live", _patience.Token);
                return answer.StatusCode;
            }
            catch (HttpRequestException)
            {
                // The bot has not yet noticed that the others are gone.
            }
        }
    }

    private Task<BotProcess> StartAsync(params (string Name, string Value)[] limits) => BotProcess.StartAsync(
        _folder.FullName,
        limits.Select(limit => KeyValuePair.Create($"Connections__{limit.Name}", limit.Value))
            .Append(KeyValuePair.Create("Storage__Path", Path.Combine(_folder.FullName, "rollouts.db")))
            .ToDictionary());

    /// <summary>One connection and what it received.</summary>
    private sealed class Attacker : IDisposable
    {
        private readonly TcpClient _client = new();

        /// <summary>Whether the bot has closed the connection.</summary>
        public bool HasEnded { get; private set; }

        public static async Task<Attacker> ConnectAsync(BotProcess bot)
        {
            var attacker = new Attacker();
            await attacker._client.ConnectAsync(IPAddress.Loopback, new Uri(bot.Address).Port);
            return attacker;
        }

        public async Task SendAsync(string text, CancellationToken ct) =>
            await _client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), ct);

        /// <summary>What the bot sends until it closes the connection.</summary>
        public async Task<string> ReadToEndAsync(CancellationToken ct)
        {
            var read = new StringBuilder();
            var buffer = new byte[4096];
            try
            {
                for (int count; (count = await _client.GetStream().ReadAsync(buffer, ct)) > 0;)
                {
                    read.Append(Encoding.ASCII.GetString(buffer, 0, count));
                }
            }
            catch (IOException)
            {
                // Reset instead of closed, which also cuts it off.
            }

            HasEnded = true;
            return read.ToString();
        }

        /// <summary>
        /// Sends a beginning and then ten letters a second for as long as it can.
        /// </summary>
        public async Task<string> DripAsync(string beginning, CancellationToken ct)
        {
            await SendAsync(beginning, ct);
            var reading = ReadToEndAsync(ct);
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            try
            {
                while (!reading.IsCompleted && await pace.WaitForNextTickAsync(ct))
                {
                    await SendAsync("x", ct);
                }
            }
            catch (IOException)
            {
                // Closed in the meantime.
            }

            return await reading;
        }

        public void Dispose() => _client.Dispose();
    }
}
