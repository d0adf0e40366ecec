using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Protocol.Hosting;

namespace TeamsRolloutBot.Hosting;

/// <summary>
/// The section <c>Connections</c> of the configuration: what one connection may cost.
/// </summary>
internal sealed class ConnectionOptions
{
    public const string Section = "Connections";

    /// <summary>
    /// Connections at once; 10 to 1,000,000. More are closed as they come, so that those that are
    /// open stay answered.
    /// </summary>
    public int Most { get; set; } = 10_000;

    /// <summary>In how many seconds the headers of a request must be there; 1 to 120.</summary>
    public int HeaderSeconds { get; set; } = 10;

    /// <summary>
    /// After how many seconds a connection on which nothing is asked is closed; 1 to 3,600. Longer
    /// than that of the proxy before it, or requests are lost.
    /// </summary>
    public int IdleSeconds { get; set; } = 130;

    /// <summary>
    /// Bytes a second below which a sender, or a reader of an answer, is cut off; 1 to 100,000.
    /// </summary>
    public int SlowestBytesPerSecond { get; set; } = 240;

    /// <summary>For how many seconds anybody may be slower; 2 to 120.</summary>
    public int GraceSeconds { get; set; } = 3;
}

/// <summary>Stops the start with the names of the settings that are wrong.</summary>
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
/// What a connection may cost: clients that send slower than anybody in earnest, headers that never
/// end, bodies longer than any activity. Kestrel closes them or answers with 408 and 413.
/// </summary>
internal sealed class ConnectionLimits(IOptions<ConnectionOptions> options) : IConfigureOptions<KestrelServerOptions>
{
    /// <summary>
    /// Longer bodies are refused; the endpoint of activities refuses them as well, for hosts that
    /// are set up otherwise.
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

/// <summary>Puts the limits into the host.</summary>
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
