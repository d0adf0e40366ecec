using Azure;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Hosting;

/// <summary>Storage responds.</summary>
internal sealed class StorageHealth(ITableStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.CheckAsync(cancellationToken);
            return HealthCheckResult.Healthy("answers");
        }
        catch (StorageException)
        {
            return HealthCheckResult.Unhealthy("does not answer; see the log");
        }
    }
}

/// <summary>The queue responds.</summary>
internal sealed class QueueHealth(IDeliveryQueue queue) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await queue.CountAsync(cancellationToken);
            return HealthCheckResult.Healthy("answers", new Dictionary<string, object> { ["waiting"] = count });
        }
        catch (RequestFailedException)
        {
            return HealthCheckResult.Unhealthy("does not answer; see the log");
        }
    }
}

/// <summary>The planner ran recently, and without much lag.</summary>
internal sealed class PlannerHealth(Planner planner, DeliveryMetrics metrics, TimeProvider time, IOptions<DeliveryOptions> options)
    : IHealthCheck
{
    private static readonly Duration MostLag = Duration.FromMinutes(10);
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(5);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var since = planner.LastRun == 0 ? (TimeSpan?)null : time.GetElapsedTime(planner.LastRun);
        var data = new Dictionary<string, object> { ["lagSeconds"] = Math.Round(metrics.PlannerLag.TotalSeconds, 1) };
        if (since is { } known)
        {
            data["lastRunSeconds"] = Math.Round(known.TotalSeconds, 1);
        }

        return Task.FromResult(since switch
        {
            null => HealthCheckResult.Degraded("has not run yet", data: data),
            { } ago when ago > LongestRun + TimeSpan.FromSeconds(options.Value.PlannerSeconds) =>
                HealthCheckResult.Unhealthy("has not run for a long time", data: data),
            _ when metrics.PlannerLag > MostLag => HealthCheckResult.Degraded("is late", data: data),
            _ => HealthCheckResult.Healthy("keeps up", data),
        });
    }
}

/// <summary>
/// Messages go out promptly. An old lag no longer counts once nothing is waiting, or nothing has
/// gone out for a while.
/// </summary>
internal sealed class SenderHealth(
    DeliveryMetrics metrics, Registration registration, GraphLevels levels, IDeliveryQueue queue, IClock clock) : IHealthCheck
{
    private static readonly Duration MostLag = Duration.FromMinutes(30);
    private static readonly Duration Lately = Duration.FromMinutes(10);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object> { ["lagSeconds"] = Math.Round(metrics.SenderLag.TotalSeconds, 1) };

        if (registration.IsRefused)
        {
            var reason = registration.Reason is { } known ? $"{known}; " : string.Empty;
            return HealthCheckResult.Degraded(
                $"the bot's registration or secret is refused: {reason}deliveries wait until that is fixed", data: data);
        }

        if (levels.IsAnySignInRefused)
        {
            return HealthCheckResult.Degraded(
                "Microsoft Graph refuses the bot's sign-in (Graph:SignIn and its credential): messages to people "
                    + "who have never talked to the bot wait until that is fixed", data: data);
        }

        // A long backlog goes out at the platform's rate limit: late, but not unhealthy.
        return metrics.SenderLag > MostLag
            && clock.GetCurrentInstant() - metrics.LastSent < Lately
            && await IsSomethingWaitingAsync(cancellationToken)
            ? HealthCheckResult.Degraded("is late: a backlog is being sent at the platform's pace", data: data)
            : HealthCheckResult.Healthy("keeps up", data);
    }

    private async Task<bool> IsSomethingWaitingAsync(CancellationToken ct)
    {
        try
        {
            return await queue.CountAsync(ct) > 0;
        }
        catch (RequestFailedException)
        {
            // The queue's own check reports that.
            return true;
        }
    }
}
