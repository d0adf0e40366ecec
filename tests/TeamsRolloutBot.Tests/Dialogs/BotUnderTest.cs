using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Bot.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime.Testing;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Hosting;
using TeamsRolloutBot.Pacing;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Protocol.Hosting;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Protocol.Connector;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// The bot's own services on a store of their own, with a controlled clock and a Teams that
/// remembers what it was sent.
/// </summary>
internal sealed class BotUnderTest : IAsyncDisposable
{
    public const string Tenant = "5c0fcd06-5c3b-4c0b-9e5a-0f6f2f1a7b01";

    private readonly string _folder;
    private readonly ServiceProvider _services;
    private readonly IReadOnlyList<IHostedService> _storage;
    private readonly Func<string, Task<BotUnderTest>> _again;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly Task _senders;
    private bool _ownsFolder;

    private BotUnderTest(
        string folder, bool ownsFolder, ServiceProvider services, IReadOnlyList<IHostedService> storage, RememberingTeams teams,
        Func<string, Task<BotUnderTest>> again)
    {
        _folder = folder;
        _ownsFolder = ownsFolder;
        _services = services;
        _storage = storage;
        _again = again;
        Teams = teams;
        _senders = services.GetRequiredService<DeliveryEngine>().SendAsync(_stop.Token, _abort.Token);
    }

    /// <summary>Whether a turn ends only when everybody has received what it sent them.</summary>
    public bool WaitsForSenders { get; set; } = true;

    public RememberingTeams Teams { get; }

    public Instant Now => Clock.GetCurrentInstant();

    public MovableClock Clock => _services.GetRequiredService<MovableClock>();

    /// <param name="now">The current time.</param>
    /// <param name="folder">The folder with its state; null for a new one.</param>
    /// <param name="teams">The Teams that it talks to; null for a new one.</param>
    /// <param name="over">Wraps the store for everything above it.</param>
    /// <param name="settings">Further settings.</param>
    /// <param name="configure">Further services, or replacements for its own.</param>
    /// <param name="environment">Outside Development, every employee may start rollouts unless the
    /// settings say otherwise.</param>
    public static async Task<BotUnderTest> StartAsync(
        string now = "2027-02-01T17:00:00Z",
        string? folder = null,
        RememberingTeams? teams = null,
        Func<ITableStore, ITableStore>? over = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? configure = null,
        string environment = "Development")
    {
        var path = folder ?? Directory.CreateTempSubdirectory("rollout-test-").FullName;
        var remembering = teams ?? new RememberingTeams();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Path"] = Path.Combine(path, "rollouts.db"),
            ["Delivery:RequestsPerSecond"] = "50",
            ["Bot:AppId"] = "0a1b2c3d-0000-4000-8000-000000000001",
            ["Bot:TenantId"] = Tenant,
            ["Bot:ClientSecret"] = "not used here",
            [environment == Environments.Development ? "Unused" : "Rollouts:Managers:0"] = "*",
        }).AddInMemoryCollection(settings ?? new Dictionary<string, string?>()).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new MovableClock(new FakeClock(NodaTime.Text.InstantPattern.ExtendedIso.Parse(now).GetValueOrThrow())));
        services.AddSingleton<IConnector>(remembering);
        services.AddSingleton<IServer, NoServer>();
        services.AddSingleton<IHostEnvironment>(
            new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { EnvironmentName = environment });
        services.AddRooms(configuration, isDevelopment: true);
        if (over is not null)
        {
            services.AddSingleton(provider => over(provider.GetRequiredService<TableStore>()));
        }

        services.AddSingleton(new RetryingConnector(remembering, new ImmediateTime(), () => 0));
        services.AddSingleton<IDialog, ClockDialog>();

        // Requests are counted, not timed: the pace has its own tests.
        services.AddSingleton(new Pacer(1000, new OneInstance(), new ImmediateTime()));

        // No timeouts because of a slow test machine.
        services.AddSingleton(
            provider => new WaitNotice(remembering, new TimeWithoutTimers(), provider.GetRequiredService<ILogger<WaitNotice>>()));
        configure?.Invoke(services);
        var provider = services.BuildServiceProvider();
        remembering.Clock = provider.GetRequiredService<MovableClock>();
        var storage = provider.GetServices<IHostedService>().Where(service => service.GetType().Namespace == "TeamsRolloutBot.Storage")
            .ToList();
        foreach (var service in storage)
        {
            await (service as IHostedLifecycleService)!.StartingAsync(CancellationToken.None);
        }

        return new BotUnderTest(
            path, folder is null, provider, storage, remembering,
            again => StartAsync(again, path, remembering, over: null, settings, configure, environment));
    }

    public IServiceProvider Services => _services;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>
    /// Stops the bot and starts it on the same state and settings, without a wrapper around its
    /// store.
    /// </summary>
    public async Task<BotUnderTest> RestartAsync()
    {
        var now = NodaTime.Text.InstantPattern.ExtendedIso.Format(Now);
        await CloseAsync();
        var restarted = await _again(now);
        (restarted._ownsFolder, _ownsFolder) = (_ownsFolder, false);
        return restarted;
    }

    public Task TravelAsync(string instant) =>
        Get<TimeTravel>().TravelAsync(NodaTime.Text.InstantPattern.ExtendedIso.Parse(instant).GetValueOrThrow(), CancellationToken.None);

    /// <summary>Types a text, and returns the messages that came back.</summary>
    public async Task<IReadOnlyList<string>> SayAsync(TestPerson person, string text)
    {
        var before = Teams.Sent.Count;
        await RunAsync(From(person, new JsonObject { ["type"] = "message", ["text"] = text }));
        var answers = Teams.Sent.Skip(before).Where(message => message.Conversation == person.Conversation).ToList();
        await SettleAsync();
        return [.. answers.Select(message => message.Text)];
    }

    /// <summary>
    /// Presses a button, and returns the texts of the card that replaces it, one per line.
    /// </summary>
    public async Task<string> PressAsync(TestPerson person, string verb, JsonObject data) =>
        RememberingTeams.TextsOf(await PressForJsonAsync(person, verb, data));

    /// <summary>Presses a button, and returns the answer as Teams receives it.</summary>
    public async Task<string> PressForJsonAsync(TestPerson person, string verb, JsonObject data)
    {
        var response = await HandleAsync(From(person, new JsonObject
        {
            ["type"] = "invoke",
            ["name"] = "adaptiveCard/action",
            ["replyToId"] = "1",
            ["value"] = new JsonObject
            {
                ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data.DeepClone() },
                ["trigger"] = "manual",
            },
        }));
        return ResponseText.JsonOf(response!);
    }

    /// <summary>The text of a file, by its link.</summary>
    public async Task<string> DownloadAsync(string link) => Encoding.UTF8.GetString(await DownloadBytesAsync(link));

    /// <summary>A file, by its link or by the id at the end of it.</summary>
    public async Task<byte[]> DownloadBytesAsync(string link)
    {
        var downloads = Get<Downloads>();
        var file = await downloads.FindAsync(link[(link.LastIndexOf('/') + 1)..]);
        using var content = new MemoryStream();
        await (await downloads.OpenAsync(file!))(content);
        return content.ToArray();
    }

    /// <summary>
    /// Handles an activity, and waits until everybody has received what the turn sent them.
    /// </summary>
    public async Task<InvokeResponse?> HandleAsync(JsonObject activity)
    {
        var response = await RunAsync(activity);
        await SettleAsync();
        return response;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        if (_ownsFolder)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private Task<InvokeResponse?> RunAsync(JsonObject activity) =>
        Get<TeamsAdapter>()
            .RunAsync(ActivityReader.Parse(Encoding.UTF8.GetBytes(activity.ToJsonString()))!, Get<IBot>(), CancellationToken.None);

    private async Task SettleAsync()
    {
        if (!WaitsForSenders)
        {
            return;
        }

        var queue = Get<InProcessQueue>();
        for (var changed = queue.WhenChanged(); !queue.IsIdle; changed = queue.WhenChanged())
        {
            await changed.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    private async Task CloseAsync()
    {
        await _stop.CancelAsync();
        await _senders.ContinueWith(static _ => { }, TaskScheduler.Default);
        await _abort.CancelAsync();
        await Get<DeliveryEngine>().WhenIdleAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        foreach (var service in _storage)
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
        _stop.Dispose();
        _abort.Dispose();
    }

    /// <summary>
    /// An activity from somebody in a conversation; <c>&lt;at&gt;Bot&lt;/at&gt;</c> in its text
    /// mentions the bot.
    /// </summary>
    public static JsonObject In(string conversation, string? conversationType, TestPerson person, JsonObject activity)
    {
        activity = From(person, activity);
        activity["conversation"] = new JsonObject
        {
            ["id"] = conversation,
            ["conversationType"] = conversationType,
            ["tenantId"] = Tenant,
            ["isGroup"] = true
        };
        activity["entities"] = new JsonArray(
            new JsonObject
            {
                ["type"] = "mention",
                ["text"] = "<at>Bot</at>",
                ["mentioned"] = new JsonObject { ["id"] = "28:bot", ["name"] = "Bot" }
            });
        return activity;
    }

    /// <summary>The bot is added to somebody's chat.</summary>
    public static JsonObject Installed(TestPerson person) =>
        From(person, new JsonObject { ["type"] = "installationUpdate", ["action"] = "add" });

    /// <summary>An activity from somebody in their chat with the bot.</summary>
    public static JsonObject From(TestPerson person, JsonObject activity)
    {
        activity["id"] = Guid.NewGuid().ToString();
        activity["channelId"] = "msteams";
        activity["serviceUrl"] = "https://smba.trafficmanager.net/teams/";
        activity["from"] = new JsonObject { ["id"] = person.UserId, ["name"] = person.Name, ["aadObjectId"] = person.ObjectId };
        activity["recipient"] = new JsonObject { ["id"] = "28:bot" };
        activity["conversation"] = new JsonObject
        {
            ["id"] = person.Conversation,
            ["conversationType"] = "personal",
            ["tenantId"] = Tenant
        };
        activity["localTimezone"] = "America/Denver";
        activity["locale"] = person.Locale;
        return activity;
    }

    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }

    private sealed class TimeWithoutTimers : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
