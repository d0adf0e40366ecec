using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TeamsRolloutBot.Protocol.Hosting;
using TeamsRolloutBot.Tests.Protocol.Authentication;

namespace TeamsRolloutBot.Tests.Protocol.Hosting;

/// <summary>What outsiders can cause neither fills the log nor writes into it.</summary>
public sealed class SampledWarningTests
{
    [Fact]
    public void One_a_minute_is_written_with_how_many_were_not()
    {
        var time = new TurnedTime();
        var warning = new SampledWarning(time);

        Assert.True(warning.IsDue(out var unwritten));
        Assert.Equal(0, unwritten);
        Assert.All(Enumerable.Range(0, 5), _ => Assert.False(warning.IsDue(out var _)));

        time.Turn(SampledWarning.Interval);
        Assert.True(warning.IsDue(out unwritten));
        Assert.Equal(5, unwritten);

        time.Turn(SampledWarning.Interval);
        Assert.True(warning.IsDue(out unwritten));
        Assert.Equal(0, unwritten);
    }

    [Fact]
    public async Task A_hundred_refused_activities_are_one_entry_and_their_ids_begin_no_line_of_their_own()
    {
        var log = new RememberedLog();
        await using var keys = await MetadataServer.StartAsync();
        await using var bot = await BotHost.StartAsync(
            settings: new()
            {
                ["Bot:AppId"] = "0a1b2c3d-0000-4000-8000-000000000001",
                ["Bot:TenantId"] = "0a1b2c3d-0000-4000-8000-000000000002",
                ["Bot:TenantType"] = "ManagedIdentity",
                ["Bot:OpenIdMetadata"] = $"{keys.Address}/openid",
            },
            services: services => services.AddSingleton<ILoggerProvider>(log));

        for (var count = 0; count < 100; count++)
        {
            using var answer = await bot.PostAsync("{}", token: "eyJhbGciOiJSUzI1NiJ9.e30.AAAA");
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        Assert.Single(log.Of(LogLevel.Warning), warning => warning.StartsWith("A token was refused", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1:a\r\nfail: everything is lost", "1:afail: everything is lost")]
    [InlineData("\u001b[2Jx\u202e", "[2Jx")]
    [InlineData(null, null)]
    public void A_logged_id_is_of_one_line(string? id, string? logged) => Assert.Equal(logged, LoggedId.Of(id));

    [Fact]
    public void A_logged_id_has_a_bound() => Assert.Equal(200, LoggedId.Of(new string('x', 10_000))!.Length);

    [Theory]
    [InlineData("https://keys.example.com/openid", 1)]
    [InlineData("", 0)]
    public async Task Keys_of_somebody_else_are_told_loudly_at_the_start(string metadata, int warnings)
    {
        var log = new RememberedLog();
        await using var bot = await BotHost.StartAsync(
            environment: "Production",
            settings: new()
            {
                ["Bot:AppId"] = "0a1b2c3d-0000-4000-8000-000000000001",
                ["Bot:TenantId"] = "0a1b2c3d-0000-4000-8000-000000000002",
                ["Bot:TenantType"] = "ManagedIdentity",
                ["Bot:OpenIdMetadata"] = metadata,
            },
            services: services => services.AddSingleton<ILoggerProvider>(log));

        Assert.Equal(
            warnings,
            log.Of(LogLevel.Warning).Count(
                warning =>
                    warning.Contains("Bot:OpenIdMetadata is set", StringComparison.Ordinal)
                        && warning.Contains(metadata, StringComparison.Ordinal)));
    }

    private sealed class TurnedTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Turn(TimeSpan by) => _ticks += by.Ticks;
    }
}
