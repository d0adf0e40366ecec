namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>The bot's own identity towards the connector.</summary>
public interface IBotCredential
{
    /// <summary>A token for the connector, from the cache where it is still good.</summary>
    /// <returns>The token; nothing when the bot has no registration, and then no Authorization
    /// header is sent.</returns>
    /// <exception cref="ConnectorException">No token could be had.</exception>
    ValueTask<string?> GetTokenAsync(CancellationToken cancellationToken);
}

/// <summary>A bot without a registration: a developer's machine.</summary>
internal sealed class NoCredential : IBotCredential
{
    public ValueTask<string?> GetTokenAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);
}
