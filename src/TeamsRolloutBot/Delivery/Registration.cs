using TeamsRolloutBot.Protocol.Authentication;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// The last word on the bot's registration and its secret or certificate: Entra's, when it is asked
/// for a token, or Teams', when it is given one.
/// </summary>
internal sealed class Registration
{
    private volatile Refusal? _refusal;

    /// <summary>Whether the last word was a refusal.</summary>
    public bool IsRefused => _refusal is not null;

    /// <summary>
    /// Why, in words for an administrator; null where it is not refused or nothing is said.
    /// </summary>
    public string? Reason => EntraRefusal.Describe(_refusal?.Code);

    /// <param name="failure">Of the kind <see cref="ConnectorFailureKind.Unauthorised"/>.</param>
    public void Refuse(ConnectorException failure) => _refusal = new Refusal(failure.ErrorCode, IsOfEntra: failure.Status is null);

    /// <summary>
    /// A token could be had: what Entra had refused, it does not refuse any more.
    /// </summary>
    public void HasToken()
    {
        if (_refusal is { IsOfEntra: true })
        {
            _refusal = null;
        }
    }

    /// <summary>A message went out.</summary>
    public void Accept() => _refusal = null;

    private sealed record Refusal(string? Code, bool IsOfEntra);
}
