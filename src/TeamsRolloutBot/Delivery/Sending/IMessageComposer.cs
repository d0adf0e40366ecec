using Microsoft.Bot.Schema;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>Makes the message of a delivery from the state at the moment it is sent.</summary>
internal interface IMessageComposer
{
    /// <param name="rollout">The rollout.</param>
    /// <param name="cohort">The cohort; null for what concerns the whole rollout.</param>
    /// <param name="recipient">The recipient in that cohort; null for somebody who is no
    /// participant of it, such as a committee member.</param>
    /// <param name="delivery">What is delivered.</param>
    /// <param name="reference">How the recipient is reached; null while that is not known.</param>
    /// <param name="ct">Cancels reading.</param>
    /// <returns>The message; null when there is nothing to say any more (all tasks done, question
    /// gone).</returns>
    Task<Activity?> ComposeAsync(
        StoredRollout rollout, Cohort? cohort, Participant? recipient, StoredDelivery delivery, UserReference? reference,
        CancellationToken ct);
}
