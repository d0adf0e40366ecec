using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests;

namespace TeamsRolloutBot.IntegrationTests.Storage;

/// <summary>
/// The part of the bot that serves files, on its own port, logging as the product's settings
/// say.
/// </summary>
internal sealed class DownloadHost(WebApplication app, RememberedLog log) : IAsyncDisposable
{
    public HttpClient Client { get; } = new()
    {
        BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
    };

    public AuditRepository Audit => app.Services.GetRequiredService<AuditRepository>();

    public async Task<string> LinkAsync(FileOwner owner, string name, string contentType, ReadOnlyMemory<byte> content) =>
        $"{Documents.Downloads.Route}/{await Downloads.AddAsync(owner, name, contentType, content, Documents.Downloads.LinkMinutes, 256)}";

    public Downloads Downloads => app.Services.GetRequiredService<Downloads>();

    public FileRepository Files => app.Services.GetRequiredService<FileRepository>();

    public RememberedLog Log => log;

    public static async Task<DownloadHost> StartAsync(ITableStore store, IClock clock)
    {
        var log = new RememberedLog();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddSingleton(store);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<FileRepository>();
        builder.Services.AddSingleton<AuditRepository>();
        builder.Services.AddSingleton<Downloads>();
        var app = builder.Build();
        app.MapDownloads();
        await app.StartAsync();
        return new DownloadHost(app, log);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
