using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Dialogs;

namespace TeamsRolloutBot.Hosting.Development;

/// <summary>Development-only additions: the movable clock and the local client.</summary>
internal static class DevelopmentHelpers
{
    public static WebApplicationBuilder AddDevelopmentHelpers(this WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment())
        {
            builder.Services.AddOptions<PlaygroundOptions>().Bind(builder.Configuration.GetSection(PlaygroundOptions.Section));
            if (DeliveryQueues.KindOf(builder.Configuration, isDevelopment: true) == QueueKind.InProcess)
            {
                builder.Services.AddSingleton<IDialog, ClockDialog>();
                builder.Services.AddHostedService<ClockRestoration>();
            }

            builder.Services.AddHostedService<PlaygroundService>();

            // Another bot or program may already be using it.
            if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } configured
                && !configured.Contains(';', StringComparison.Ordinal))
            {
                builder.WebHost.UseUrls(FreePort.Address(configured));
            }
        }

        return builder;
    }
}

/// <summary>Restores the time reached before a restart.</summary>
internal sealed class ClockRestoration(TimeTravel travel) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => travel.RestoreAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
