using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>What is done about a failed request.</summary>
internal enum Treatment
{
    /// <summary>Wait and send again, as long as it is of use.</summary>
    Retry,

    /// <summary>
    /// Nothing is wrong with the message: keep it until an administrator has repaired the bot's
    /// registration or its secret.
    /// </summary>
    Hold,

    /// <summary>Forget the chat, find it or make a new one, and send again; once.</summary>
    NewConversation,

    /// <summary>The person can't be reached until they return: record it and stop.</summary>
    Unreachable,

    /// <summary>Record it and stop; sending again would end the same way.</summary>
    GiveUp,
}

/// <summary>
/// The treatment of every failure of the connector, and the sentence a manager reads. Source:
/// "Status codes from bot conversational APIs" and "Rate limiting for agents" of the Teams
/// documentation: 412, 429, 502, 503 and 504 are to be tried again, 500 is not.
/// </summary>
internal static class SendFailure
{
    private static readonly Duration ShortestWait = Duration.FromSeconds(1);
    private static readonly Duration LongestWait = Duration.FromMinutes(5);

    public static (Treatment Treatment, DeliveryReason Reason) Treat(ConnectorException failure) => failure.Kind switch
    {
        ConnectorFailureKind.Throttled => (Treatment.Retry, new DeliveryReason(ReasonCode.TeamsAskedToWait)),
        ConnectorFailureKind.Transient => (Treatment.Retry, new DeliveryReason(ReasonCode.TeamsBusy)),

        // It may have gone out: sending it again can show it twice, not sending it can lose it, and
        // losing is worse.
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
    /// How long what is held waits for the next look: the same for the first as for the last, and
    /// never the same for everybody.
    /// </summary>
    /// <param name="chance">0 to 1.</param>
    public static Duration Hold(double chance) => LongestWait * (0.5 + (0.5 * chance));

    /// <summary>
    /// How long to wait: what the platform asked for, else twice as long with every attempt up to
    /// five minutes, and never the same for everybody.
    /// </summary>
    /// <param name="failure">What happened.</param>
    /// <param name="attempts">How often it was tried, from 1.</param>
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
