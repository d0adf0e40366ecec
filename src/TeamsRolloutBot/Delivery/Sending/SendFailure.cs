using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>What to do about a failed request.</summary>
internal enum Treatment
{
    /// <summary>Wait and send again, while it is still of use.</summary>
    Retry,

    /// <summary>
    /// The message is fine: hold it until an administrator has fixed the bot's registration or
    /// secret.
    /// </summary>
    Hold,

    /// <summary>Forget the chat, find or create another, and send again; once.</summary>
    NewConversation,

    /// <summary>The person can't be reached until they return: record it and stop.</summary>
    Unreachable,

    /// <summary>Record it and stop; retrying would fail the same way.</summary>
    GiveUp,
}

/// <summary>
/// The treatment of every connector failure, and the sentence shown to a manager. Source: "Status
/// codes from bot conversational APIs" and "Rate limiting for agents" of the Teams documentation:
/// 412, 429, 502, 503 and 504 should be retried, 500 should not.
/// </summary>
internal static class SendFailure
{
    private static readonly Duration ShortestWait = Duration.FromSeconds(1);
    private static readonly Duration LongestWait = Duration.FromMinutes(5);

    public static (Treatment Treatment, DeliveryReason Reason) Treat(ConnectorException failure) => failure.Kind switch
    {
        ConnectorFailureKind.Throttled => (Treatment.Retry, new DeliveryReason(ReasonCode.TeamsAskedToWait)),
        ConnectorFailureKind.Transient => (Treatment.Retry, new DeliveryReason(ReasonCode.TeamsBusy)),

        // It may have been sent. Retrying may show it twice, not retrying may lose it; losing it is
        // worse.
        ConnectorFailureKind.MaybeSent => (Treatment.Retry, new DeliveryReason(ReasonCode.TeamsDidNotAnswer)),
        ConnectorFailureKind.ConversationGone => (Treatment.NewConversation, new DeliveryReason(ReasonCode.ChatGone)),
        ConnectorFailureKind.ActivityGone => (Treatment.NewConversation, new DeliveryReason(ReasonCode.ChatGone)),
        ConnectorFailureKind.Blocked when failure.ErrorCode == "BotDisabledByAdmin" =>
            (Treatment.Unreachable, new DeliveryReason(ReasonCode.BotTurnedOff)),
        ConnectorFailureKind.Blocked => (Treatment.Unreachable, new DeliveryReason(ReasonCode.BotBlocked)),
        ConnectorFailureKind.TooLarge => (Treatment.GiveUp, new DeliveryReason(ReasonCode.TooLarge)),
        ConnectorFailureKind.Unauthorised =>
            (
                Treatment.Hold,
                new DeliveryReason(ReasonCode.RegistrationRefused)),
        ConnectorFailureKind.BadRequest => (Treatment.GiveUp, new DeliveryReason(ReasonCode.TeamsDidNotAccept)),
        ConnectorFailureKind.ServerFault => (Treatment.GiveUp, new DeliveryReason(ReasonCode.TeamsFailed)),
        _ => (Treatment.GiveUp, new DeliveryReason(ReasonCode.TeamsRefused)),
    };

    /// <summary>
    /// How long a held message waits for its next check: independent of the attempts, with jitter.
    /// </summary>
    /// <param name="chance">0 to 1.</param>
    public static Duration Hold(double chance) => LongestWait * (0.5 + (0.5 * chance));

    /// <summary>
    /// How long to wait: as the platform asked, otherwise exponential back-off up to five minutes,
    /// with jitter.
    /// </summary>
    /// <param name="failure">The failure.</param>
    /// <param name="attempts">The number of attempts, from 1.</param>
    /// <param name="chance">0 to 1.</param>
    public static Duration Wait(ConnectorException failure, int attempts, double chance)
    {
        if (failure.RetryAfter is { } asked)
        {
            return Duration.Max(Duration.FromTimeSpan(asked), ShortestWait) + Duration.FromMilliseconds((long)(chance * 500));
        }

        var doubled = ShortestWait * Math.Pow(2, Math.Min(attempts - 1, 12));
        return Duration.FromMilliseconds((long)(Duration.Min(doubled, LongestWait).TotalMilliseconds * (0.5 + (0.5 * chance))));
    }
}
