using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using TeamsRolloutBot.Pacing;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>
/// The pipeline for Graph requests: each waits for its turn, times out, and is retried if that can
/// help and is safe. Waits beyond a few seconds are left to the caller, who knows whether somebody
/// is waiting.
/// </summary>
internal static class GraphPipeline
{
    public const string ClientName = "graph";
    private const int Retries = 3;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public static IHttpClientBuilder AddGraphPipeline(this IServiceCollection services)
    {
        var builder = services.AddHttpClient(ClientName, client => client.Timeout = System.Threading.Timeout.InfiniteTimeSpan);
        builder.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
        builder.AddResilienceHandler(ClientName, pipeline => pipeline
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = Retries,
                Delay = TimeSpan.FromMilliseconds(500),
                MaxDelay = LongestWait,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldRetryAfterHeader = true,
                ShouldHandle = arguments => ValueTask.FromResult(ShouldRetry(arguments.Outcome, arguments.Context.GetRequestMessage())),
            }));
        builder.AddHttpMessageHandler(provider => new GraphTurns(provider.GetRequiredService<GraphLanes>()));

        // Innermost, so that waiting for a turn does not count towards the timeout.
        builder.AddResilienceHandler("one try", (pipeline, context) =>
            pipeline.AddTimeout(
                TimeSpan.FromSeconds(context.ServiceProvider.GetRequiredService<IOptions<GraphOptions>>().Value.TimeoutSeconds)));
        builder.AddHttpMessageHandler(() => new WholeAnswers());
        return builder;
    }

    private static bool ShouldRetry(Outcome<HttpResponseMessage> outcome, HttpRequestMessage? request)
    {
        var isRead = request?.Method == HttpMethod.Get;
        if (outcome.Result is not { } response)
        {
            return isRead && outcome.Exception is HttpRequestException or IOException or Polly.Timeout.TimeoutRejectedException;
        }

        if (response.Headers.RetryAfter?.Delta > LongestWait)
        {
            return false;
        }

        return response.StatusCode switch
        {
            // Rejected before any processing, so always safe to retry.
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => true,
            HttpStatusCode.InternalServerError
            or HttpStatusCode.BadGateway
            or HttpStatusCode.GatewayTimeout
            or HttpStatusCode.RequestTimeout => isRead,
            _ => false,
        };
    }
}

/// <summary>
/// Rate limits by type of request: installations have their own (30 requests a second per app and
/// tenant), mailboxes allow four in flight. Source: "Microsoft Graph service-specific throttling
/// limits" (Microsoft Teams; Outlook).
/// </summary>
internal sealed class GraphLanes(Pacer installations, IInstances instances) : IDisposable
{
    private static readonly string[] OfMailboxes = ["/sendMail", "/events", "/calendar/", "/mailboxSettings"];

    public Pacer Installations => installations;

    public MailboxLane Mailboxes { get; } = new(instances);

    public static bool IsInstallation(Uri address) =>
        address.AbsolutePath.Contains("/installedApps", StringComparison.OrdinalIgnoreCase)
            || address.AbsolutePath.Contains("/appCatalogs/", StringComparison.OrdinalIgnoreCase);

    // A batch counts as one mailbox request: it contains mailbox settings, which Graph itself reads
    // four at a time.
    public static bool IsMailbox(Uri address) =>
        OfMailboxes.Any(part => address.AbsolutePath.Contains(part, StringComparison.OrdinalIgnoreCase))
            || address.AbsolutePath.EndsWith("/$batch", StringComparison.OrdinalIgnoreCase);

    public void Dispose() => installations.Dispose();
}

/// <summary>Makes a request wait for its turn.</summary>
internal sealed class GraphTurns(GraphLanes lanes) : DelegatingHandler
{
    private const string Lane = "graph";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (GraphLanes.IsInstallation(request.RequestUri!))
        {
            return await PacedAsync(request, cancellationToken);
        }

        if (!GraphLanes.IsMailbox(request.RequestUri!))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        using var place = await lanes.Mailboxes.EnterAsync(cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> PacedAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var number = await lanes.Installations.WaitAsync(Lane, ct);
        lanes.Installations.WentOut(Lane, number);
        var response = await base.SendAsync(request, ct);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            lanes.Installations.Throttled(Lane, response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
        }
        else
        {
            lanes.Installations.Succeeded(Lane);
        }

        return response;
    }
}

/// <summary>
/// Buffers the whole response, so that a truncated one counts as no response rather than a short
/// one.
/// </summary>
internal sealed class WholeAnswers : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
