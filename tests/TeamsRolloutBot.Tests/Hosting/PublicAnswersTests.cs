using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using TeamsRolloutBot.Hosting;

namespace TeamsRolloutBot.Tests.Hosting;

/// <summary>
/// What anybody who reaches the bot's address sees: as little as possible, and nothing that could
/// mislead a browser.
/// </summary>
public sealed partial class PublicAnswersTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/privacy")]
    [InlineData("/terms")]
    [InlineData("/health/live")]
    [InlineData("/nothing/here")]
    public async Task Every_answer_tells_a_browser_to_run_load_and_frame_nothing(string path)
    {
        await using var app = await StartAsync();
        using var answer = await app.Http.GetAsync(path);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));

        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/privacy")]
    [InlineData("/terms")]
    public async Task The_policy_admits_the_style_of_the_pages_and_they_have_no_other(string path)
    {
        await using var app = await StartAsync();
        using var answer = await app.Http.GetAsync(path);
        var page = await answer.Content.ReadAsStringAsync();
        var style = Assert.Single(Style().Matches(page)).Groups[1].Value;

        Assert.Contains(
            $"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'",
            Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/privacy", "es-MX, en;q=0.5", "es", "Privacidad")]
    [InlineData("/terms", "de, fr-CA;q=0.8, en;q=0.2", "fr", "Conditions d’utilisation")]
    [InlineData("/", "en;q=0.1, es;q=0.9", "es", "escribe <b>ayuda</b>")]
    [InlineData("/privacy", "de", "en", "Privacy")]
    [InlineData("/privacy", "&&&", "en", "Privacy")]
    public async Task A_page_is_in_the_language_that_the_browser_asks_for(string path, string asked, string code, string said)
    {
        await using var app = await StartAsync();
        app.Http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", asked);

        using var answer = await app.Http.GetAsync(path);
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Contains($"<html lang=\"{code}\">", page, StringComparison.Ordinal);
        Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.Contains("Accept-Language", answer.Headers.Vary);
    }

    [Fact]
    public async Task Ready_says_up_or_down_and_nothing_else_and_asks_once_for_all_who_ask_within_seconds()
    {
        var check = new CountedCheck();
        await using var app = await StartAsync(check);

        for (var count = 0; count < 20; count++)
        {
            Assert.Equal((200, """{"status":"up"}"""), await app.ReadyAsync());
        }

        Assert.Equal(1, check.Asked);
        check.Result = HealthCheckResult.Unhealthy("the secret of contoso has expired");
        app.Time.Turn(Readiness.KeptFor);
        Assert.Equal((503, """{"status":"down"}"""), await app.ReadyAsync());
        check.Result = HealthCheckResult.Degraded("late");
        app.Time.Turn(Readiness.KeptFor);
        Assert.Equal((200, """{"status":"up"}"""), await app.ReadyAsync());
        Assert.Equal(3, check.Asked);
        using var details = await app.Http.GetAsync(HealthDetails.Path);
        Assert.Equal(404, (int)details.StatusCode);
    }

    private static async Task<RunningApp> StartAsync(CountedCheck? check = null)
    {
        var time = new TurnedTime();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddHealthChecks().AddCheck("counted", check ?? new CountedCheck());
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<Readiness>();
        var app = builder.Build();
        app.UseSecurityHeaders();
        app.MapHealth();
        app.MapPages();
        await app.StartAsync();
        return new RunningApp(app, time);
    }

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    private sealed class RunningApp(WebApplication app, TurnedTime time) : IAsyncDisposable
    {
        public HttpClient Http { get; } = new() { BaseAddress = new Uri(app.Urls.Single()) };

        public TurnedTime Time => time;

        public async Task<(int Status, string Body)> ReadyAsync()
        {
            using var answer = await Http.GetAsync("/health/ready");
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await app.DisposeAsync();
        }
    }

    private sealed class CountedCheck : IHealthCheck
    {
        public int Asked { get; private set; }

        public HealthCheckResult Result { get; set; } = HealthCheckResult.Healthy();

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            Asked++;
            return Task.FromResult(Result);
        }
    }

    private sealed class TurnedTime : TimeProvider
    {
        private long _turned;

        public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _turned);

        public void Turn(TimeSpan by) => Interlocked.Add(ref _turned, (long)(by.TotalSeconds * TimestampFrequency));
    }
}
