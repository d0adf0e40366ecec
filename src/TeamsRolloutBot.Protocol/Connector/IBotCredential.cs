namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>The bot's credential for the connector.</summary>
public interface IBotCredential
{
    /// <summary>A connector token, from the cache while valid.</summary>
    /// <returns>The token; null if the bot has no registration, in which case no Authorization
    /// header is sent.</returns>
    /// <exception cref="ConnectorException">No token could be obtained.</exception>
    ValueTask<string?> GetTokenAsync(CancellationToken cancellationToken);
}

/// <summary>A bot without a registration: a developer's machine.</summary>
internal sealed class NoCredential : IBotCredential
{
    public ValueTask<string?> GetTokenAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);
}
