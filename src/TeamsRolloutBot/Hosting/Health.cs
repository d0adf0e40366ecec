using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TeamsRolloutBot.Hosting;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: storage and queue can be used, and planner and senders keep up; 503 when not, with what is
/// wrong, check by check. Neither says anything about rollouts or people.
/// </summary>
internal static class Health
{
    private const string Ready = "ready";

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<StorageHealth>("storage", tags: [Ready])
            .AddCheck<QueueHealth>("queue", tags: [Ready])
            .AddCheck<PlannerHealth>("planner", tags: [Ready])
            .AddCheck<SenderHealth>("sender", tags: [Ready]);
        services.AddHostedService<RegistrationWatch>();
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = static _ => false, ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = static check => check.Tags.Contains(Ready), ResponseWriter = WriteAsync });
    }

    private static async Task WriteAsync(HttpContext http, HealthReport report)
    {
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
