using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Hosting;

/// <summary>
/// Requests a token at startup, and every minute while Entra refuses, so that health shows a
/// sign-in problem before the first message is due, and its repair soon after.
/// </summary>
internal sealed partial class RegistrationWatch(
    IBotCredential credential, Registration registration, TimeProvider time, ILogger<RegistrationWatch> logger) : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var isFirst = true;
        do
        {
            if (isFirst || registration.IsRefused)
            {
                isFirst = !await TryAsync(stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <returns>False if Entra could not be reached.</returns>
    private async Task<bool> TryAsync(CancellationToken ct)
    {
        try
        {
            await credential.GetTokenAsync(ct);
            registration.HasToken();
            return true;
        }
        catch (ConnectorException failure) when (failure.Kind == ConnectorFailureKind.Unauthorised)
        {
            registration.Refuse(failure);
            LogRefused(logger, registration.Reason);
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogNotAsked(logger, fault.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Entra refuses the bot a token: {Reason}. Deliveries wait until that is fixed")]
    private static partial void LogRefused(ILogger logger, string? reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Entra could not be asked for a token ({Fault}); the bot will retry")]
    private static partial void LogNotAsked(ILogger logger, string fault);
}
