using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>What came of an attempt to send a delivery.</summary>
internal abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>It is out, in a chat.</summary>
    /// <param name="ActivityId">The message's id in the chat.</param>
    /// <param name="ConversationId">The chat's id.</param>
    /// <param name="Latency">How long the request took.</param>
    internal sealed record InChat(string ActivityId, string ConversationId, TimeSpan Latency) : SendOutcome;

    /// <summary>It is out, as an e-mail or handed over as one.</summary>
    /// <param name="Reason">How it went, as a manager reads it.</param>
    internal sealed record ByMail(DeliveryReason Reason) : SendOutcome;

    /// <summary>There is nothing to send any more.</summary>
    internal sealed record Skipped(DeliveryReason Reason) : SendOutcome;

    /// <summary>It does not reach the person, and is not tried again.</summary>
    internal sealed record Failed(DeliveryReason Reason, Obstacle Obstacle) : SendOutcome;

    /// <summary>The bot itself can't make the message, however often it tries.</summary>
    internal sealed record GivenUp(DeliveryReason Reason) : SendOutcome;

    /// <summary>Nothing has gone wrong; it is not its time yet.</summary>
    /// <param name="Until">When to try again; null: at once.</param>
    /// <param name="Reason">Why, as a manager reads it.</param>
    internal sealed record PutOff(Instant? Until, DeliveryReason Reason) : SendOutcome;

    /// <summary>The platform could not take it for the moment.</summary>
    /// <param name="Wait">For how long.</param>
    /// <param name="Reason">Why, as a manager reads it.</param>
    /// <param name="MayBeOut">The message may have gone out all the same.</param>
    internal sealed record Retry(Duration Wait, DeliveryReason Reason, bool MayBeOut) : SendOutcome;

    /// <summary>
    /// Neither the message nor the person is to blame: it waits for an administrator.
    /// </summary>
    internal sealed record Held(DeliveryReason Reason) : SendOutcome;

    /// <summary>
    /// The claim ran out while it waited its turn: another instance may have claimed it.
    /// </summary>
    internal sealed record ClaimLost : SendOutcome;
}
