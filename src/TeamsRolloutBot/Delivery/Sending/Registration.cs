using TeamsRolloutBot.Protocol.Authentication;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>
/// The latest result for the bot's registration and its secret or certificate: from Entra, when
/// asked for a token, or from Teams, when given one.
/// </summary>
internal sealed class Registration
{
    private volatile Refusal? _refusal;

    /// <summary>Whether the latest result was a refusal.</summary>
    public bool IsRefused => _refusal is not null;

    /// <summary>The reason in words for an administrator; null if not refused or unknown.</summary>
    public string? Reason => EntraRefusal.Describe(_refusal?.Code);

    /// <param name="failure">Of the kind <see cref="ConnectorFailureKind.Unauthorised"/>.</param>
    public void Refuse(ConnectorException failure) => _refusal = new Refusal(failure.ErrorCode, IsOfEntra: failure.Status is null);

    /// <summary>A token was issued, which clears a refusal by Entra.</summary>
    public void HasToken()
    {
        if (_refusal is { IsOfEntra: true })
        {
            _refusal = null;
        }
    }

    /// <summary>A message was accepted.</summary>
    public void Accept() => _refusal = null;

    private sealed record Refusal(string? Code, bool IsOfEntra);
}
