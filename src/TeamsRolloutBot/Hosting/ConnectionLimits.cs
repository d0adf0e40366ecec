using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Protocol.Hosting;

namespace TeamsRolloutBot.Hosting;

/// <summary>The configuration section <c>Connections</c>: limits per connection.</summary>
internal sealed class ConnectionOptions
{
    public const string Section = "Connections";

    /// <summary>
    /// Maximum concurrent connections; 10 to 1,000,000. Excess ones are closed on arrival, so that
    /// open ones keep being served.
    /// </summary>
    public int Most { get; set; } = 10_000;

    /// <summary>Timeout for request headers, in seconds; 1 to 120.</summary>
    public int HeaderSeconds { get; set; } = 10;

    /// <summary>
    /// Keep-alive timeout in seconds; 1 to 3,600. Must exceed that of a proxy in front, or requests
    /// are lost.
    /// </summary>
    public int IdleSeconds { get; set; } = 130;

    /// <summary>
    /// Minimum data rate, in bytes per second, of a sender or of a reader of a response; 1 to
    /// 100,000.
    /// </summary>
    public int SlowestBytesPerSecond { get; set; } = 240;

    /// <summary>Grace period for slower rates, in seconds; 2 to 120.</summary>
    public int GraceSeconds { get; set; } = 3;
}

/// <summary>Fails the start with the names of the invalid settings.</summary>
internal sealed class ConnectionOptionsValidator : IValidateOptions<ConnectionOptions>
{
    public ValidateOptionsResult Validate(string? name, ConnectionOptions options) => OptionRules.Check(
        (options.Most is >= 10 and <= 1_000_000, "Connections:Most must be 10 to 1000000."),
        (options.HeaderSeconds is >= 1 and <= 120, "Connections:HeaderSeconds must be 1 to 120."),
        (options.IdleSeconds is >= 1 and <= 3600, "Connections:IdleSeconds must be 1 to 3600."),
        (options.SlowestBytesPerSecond is >= 1 and <= 100_000, "Connections:SlowestBytesPerSecond must be 1 to 100000."),
        (options.GraceSeconds is >= 2 and <= 120, "Connections:GraceSeconds must be 2 to 120."));
}

/// <summary>
/// Limits the cost of a connection: unreasonably slow clients, endless headers, bodies larger than
/// any activity. Kestrel closes such connections or answers 408 or 413.
/// </summary>
internal sealed class ConnectionLimits(IOptions<ConnectionOptions> options) : IConfigureOptions<KestrelServerOptions>
{
    /// <summary>
    /// Larger bodies are rejected; the activity endpoint enforces this too, for hosts set up
    /// differently.
    /// </summary>
    public const int MostBytes = 1024 * 1024;

    public void Configure(KestrelServerOptions kestrel)
    {
        var limits = options.Value;
        var grace = TimeSpan.FromSeconds(limits.GraceSeconds);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = limits.Most;
        kestrel.Limits.MaxRequestBodySize = MostBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(limits.HeaderSeconds);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(limits.IdleSeconds);
        kestrel.Limits.MinRequestBodyDataRate = new(limits.SlowestBytesPerSecond, grace);
        kestrel.Limits.MinResponseDataRate = new(limits.SlowestBytesPerSecond, grace);
    }
}

/// <summary>Registers the limits.</summary>
internal static class ConnectionLimitServices
{
    public static WebApplicationBuilder AddConnectionLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ConnectionOptions>().Bind(builder.Configuration.GetSection(ConnectionOptions.Section))
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ConnectionOptions>, ConnectionOptionsValidator>();
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, ConnectionLimits>();
        return builder;
    }
}
