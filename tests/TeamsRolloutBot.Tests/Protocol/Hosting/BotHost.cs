using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TeamsRolloutBot.Protocol.Hosting;

namespace TeamsRolloutBot.Tests.Protocol.Hosting;

/// <summary>
/// A bot of a few lines on a free port of this machine, and a client that posts to it.
/// </summary>
internal sealed class BotHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly RecordingBot bot;

    private BotHost(WebApplication app, RecordingBot bot)
    {
        this.app = app;
        this.bot = bot;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new HttpClient { BaseAddress = new Uri(address) };
    }

    public HttpClient Client { get; }

    /// <summary>What reached the bot.</summary>
    public IReadOnlyCollection<Activity> Handled => bot.Handled;

    public static async Task<BotHost> StartAsync(
        Func<Activity, InvokeResponse?>? handle = null,
        string environment = "Development",
        Dictionary<string, string?>? settings = null,
        Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var bot = new RecordingBot(handle ?? (_ => null));
        builder.Services.AddSingleton<IBot>(bot);
        builder.Services.AddTeamsProtocol(builder.Configuration);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        try
        {
            app.MapActivities();
            await app.StartAsync();
            return new BotHost(app, bot);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public Task<HttpResponseMessage> PostAsync(string json, string? token = null) => PostAsync(Encoding.UTF8.GetBytes(json), token);

    public async Task<HttpResponseMessage> PostAsync(byte[] json, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new ByteArrayContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }

    private sealed class RecordingBot(Func<Activity, InvokeResponse?> handle) : IBot
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<Activity> handled = new();

        public IReadOnlyCollection<Activity> Handled => handled;

        public async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken)
        {
            handled.Enqueue(turnContext.Activity);
            if (handle(turnContext.Activity) is { } response)
            {
                await turnContext.SendActivityAsync(
                    new Activity { Type = ActivityTypesEx.InvokeResponse, Value = response }, cancellationToken);
            }
        }
    }
}
