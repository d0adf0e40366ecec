namespace TeamsRolloutBot.Hosting;

/// <summary>
/// What a connection may cost: clients that send slower than anybody in earnest, headers that never end, bodies longer than any activity. Kestrel closes them or answers with 408 and 413.
/// </summary>
internal static class ConnectionLimits
{
    /// <summary>Longer bodies are refused; the endpoint of activities refuses them as well, for hosts that are set up otherwise.</summary>
    public const int MostBytes = 1024 * 1024;

    private const double SlowestBytesPerSecond = 240;

    public static WebApplicationBuilder AddConnectionLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            var grace = TimeSpan.FromSeconds(3);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
            kestrel.Limits.MinRequestBodyDataRate = new(SlowestBytesPerSecond, grace);
            kestrel.Limits.MinResponseDataRate = new(SlowestBytesPerSecond, grace);
        });
        return builder;
    }
}
