using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TeamsRolloutBot.Protocol.Authentication;

/// <summary>
/// Warns at startup that tokens are checked against keys other than the platform's: whoever serves
/// that address can impersonate anybody.
/// </summary>
internal sealed partial class OwnMetadataNotice(IOptions<BotOptions> options, ILogger<OwnMetadataNotice> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value is { UsesTokens: true, OpenIdMetadata: { Length: > 0 } metadata })
        {
            LogOwnMetadata(logger, metadata);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Bot:OpenIdMetadata is set: tokens are checked with the keys from {Metadata}, not with the platform's. "
            + "Whoever runs that server can speak as anybody. Remove the setting unless this is a test")]
    private static partial void LogOwnMetadata(ILogger logger, string metadata);
}
