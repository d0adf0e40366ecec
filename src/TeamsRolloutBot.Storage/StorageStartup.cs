using Microsoft.Extensions.Hosting;

namespace TeamsRolloutBot.Storage;

/// <summary>
/// Opens the store before anything that uses it starts; if that fails, the host does not start.
/// </summary>
internal sealed class StorageStartup(TableStore store) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken) => await store.OpenAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
