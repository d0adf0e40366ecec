using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Dialogs;

namespace TeamsRolloutBot.Hosting;

/// <summary>What only a developer's machine has: the movable clock and the local client.</summary>
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

            // Another bot, or another program, may be there already.
            if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } configured
                && !configured.Contains(';', StringComparison.Ordinal))
            {
                builder.WebHost.UseUrls(FreePort.Address(configured));
            }
        }

        return builder;
    }
}

/// <summary>Takes up the time that was reached before a restart.</summary>
internal sealed class ClockRestoration(TimeTravel travel) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => travel.RestoreAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
