using System.Net;
using System.Net.Mime;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Protocol.Hosting;

namespace TeamsRolloutBot.Hosting;

/// <summary>The configuration section <c>Health</c>.</summary>
internal sealed class HealthOptions
{
    public const string Section = "Health";

    /// <summary>
    /// A loopback port on which <c>/health/details</c> reports each check; 0: none.
    /// </summary>
    public int DetailsPort { get; set; }
}

/// <summary>Fails the start with the name of the invalid setting.</summary>
internal sealed class HealthOptionsValidator : IValidateOptions<HealthOptions>
{
    public ValidateOptionsResult Validate(string? name, HealthOptions options) =>
        OptionRules.Check((options.DetailsPort is >= 0 and <= 65_535, "Health:DetailsPort must be a port, or 0 for none."));
}

/// <summary>
/// <c>/health/live</c>: the process responds. <c>/health/ready</c>: <c>up</c>, or <c>down</c> with
/// 503 if storage or queue is unusable or the planner is stuck; no details, because anybody can
/// ask. Details are in the log, and on the port <see cref="HealthOptions.DetailsPort"/>.
/// </summary>
internal static class Health
{
    private const string Ready = "ready";

    public static IServiceCollection AddHealth(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HealthOptions>().Bind(configuration.GetSection(HealthOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HealthOptions>, HealthOptionsValidator>();
        services.AddHealthChecks()
            .AddCheck<StorageHealth>("storage", tags: [Ready])
            .AddCheck<QueueHealth>("queue", tags: [Ready])
            .AddCheck<PlannerHealth>("planner", tags: [Ready])
            .AddCheck<SenderHealth>("sender", tags: [Ready]);
        services.AddSingleton<Readiness>();
        services.AddHostedService<RegistrationWatch>();
        services.AddHostedService<HealthDetails>();
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => Say(isUp: true));
        endpoints.MapGet("/health/ready", async (Readiness readiness) => Say(await readiness.IsUpAsync()));
    }

    private static IResult Say(bool isUp) => isUp
        ? Results.Text("""{"status":"up"}""", MediaTypeNames.Application.Json)
        : Results.Text("""{"status":"down"}""", MediaTypeNames.Application.Json, statusCode: StatusCodes.Status503ServiceUnavailable);
}

/// <summary>
/// Caches the result of <c>/health/ready</c> for some seconds, so that frequent probes do not hit
/// storage.
/// </summary>
internal sealed class Readiness(HealthCheckService checks, TimeProvider time)
{
    internal static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Task<bool>? _known;
    private long _since;

    public Task<bool> IsUpAsync()
    {
        lock (_gate)
        {
            if (_known is null || (_known.IsCompleted && time.GetElapsedTime(_since) >= KeptFor))
            {
                _since = time.GetTimestamp();
                _known = AskAsync();
            }

            return _known;
        }
    }

    // Shared by all concurrent callers, so none of them can cancel it.
    private async Task<bool> AskAsync() => (await checks.CheckHealthAsync(CancellationToken.None)).Status != HealthStatus.Unhealthy;
}

/// <summary>
/// Reports each check on a loopback port. Contains nothing about rollouts or people.
/// </summary>
internal sealed class HealthDetails(HealthCheckService checks, IOptions<HealthOptions> options) : IHostedService
{
    public const string Path = "/health/details";

    private WebApplication? _server;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.DetailsPort is not (> 0 and var port))
        {
            return;
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddRoutingCore();
        _server = builder.Build();
        _server.MapGet(Path, AnswerAsync);
        await _server.StartAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is { } server)
        {
            await server.StopAsync(cancellationToken);
            await server.DisposeAsync();
        }
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var report = await checks.CheckHealthAsync(http.RequestAborted);
        http.Response.StatusCode = report.Status == HealthStatus.Unhealthy
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status200OK;
        http.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(http.Response.Body);
        writer.WriteStartObject();
        writer.WriteString("status"u8, report.Status.ToString());
        writer.WriteStartObject("checks"u8);
        foreach (var (name, entry) in report.Entries)
        {
            writer.WriteStartObject(name);
            writer.WriteString("status"u8, entry.Status.ToString());
            writer.WriteString("description"u8, entry.Description);
            foreach (var (key, value) in entry.Data)
            {
                writer.WriteNumber(key, Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture));
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
