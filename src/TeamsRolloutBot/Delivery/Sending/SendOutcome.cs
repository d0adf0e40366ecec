using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>The outcome of a send attempt.</summary>
internal abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>Sent to a chat.</summary>
    /// <param name="ActivityId">The message's id in the chat.</param>
    /// <param name="ConversationId">The chat's id.</param>
    /// <param name="Latency">Duration of the request.</param>
    internal sealed record InChat(string ActivityId, string ConversationId, TimeSpan Latency) : SendOutcome;

    /// <summary>Sent as an e-mail, or handed over as one.</summary>
    /// <param name="Reason">How it was sent, as shown to a manager.</param>
    internal sealed record ByMail(DeliveryReason Reason) : SendOutcome;

    /// <summary>There is nothing left to send.</summary>
    internal sealed record Skipped(DeliveryReason Reason) : SendOutcome;

    /// <summary>Can't reach the person; not retried.</summary>
    internal sealed record Failed(DeliveryReason Reason, Obstacle Obstacle) : SendOutcome;

    /// <summary>The bot itself can't compose the message, however often it tries.</summary>
    internal sealed record GivenUp(DeliveryReason Reason) : SendOutcome;

    /// <summary>Nothing went wrong, but it is not time yet.</summary>
    /// <param name="Until">When to retry; null: at once.</param>
    /// <param name="Reason">The reason shown to a manager.</param>
    internal sealed record PutOff(Instant? Until, DeliveryReason Reason) : SendOutcome;

    /// <summary>The platform can't take it at the moment.</summary>
    /// <param name="Wait">How long to wait.</param>
    /// <param name="Reason">The reason shown to a manager.</param>
    /// <param name="MayBeOut">The message may have been sent nevertheless.</param>
    internal sealed record Retry(Duration Wait, DeliveryReason Reason, bool MayBeOut) : SendOutcome;

    /// <summary>
    /// Neither the message nor the person is at fault: it waits for an administrator.
    /// </summary>
    internal sealed record Held(DeliveryReason Reason) : SendOutcome;

    /// <summary>
    /// The claim expired while waiting for a slot; another instance may have claimed it.
    /// </summary>
    internal sealed record ClaimLost : SendOutcome;
}
