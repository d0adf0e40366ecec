using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Hosting;

/// <summary>
/// Metrics, traces and logs over OTLP, if the standard environment variables name a collector
/// (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> etc.,
/// https://opentelemetry.io/docs/specs/otel/protocol/exporter/). They contain ids and counts, but
/// no names or texts.
/// </summary>
internal static class Telemetry
{
    public const string ServiceName = "teams-rollout-bot";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[Endpoint]))
        {
            return builder;
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(
                resource => resource.AddService(ServiceName, serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics => metrics
                .AddMeter(DeliveryMetrics.MeterName)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation())
            .WithTracing(traces => traces
                .AddSource(DeliveryTracing.SourceName)
                .AddAspNetCoreInstrumentation(options => options.Filter = static http => IsTraced(http.Request.Path))
                .AddHttpClientInstrumentation()
                .AddProcessor(new OriginsOnly()))
            .WithLogging()
            .UseOtlpExporter();
        return builder;
    }

    // Probes are noise, and a file's URL is the key to it.
    private static bool IsTraced(PathString path) =>
        !path.StartsWithSegments("/health", StringComparison.Ordinal)
            && !path.StartsWithSegments(Downloads.Route, StringComparison.Ordinal);
}
