using Microsoft.Bot.Schema;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>Composes a delivery's message from the state at the time of sending.</summary>
internal interface IMessageComposer
{
    /// <param name="rollout">The rollout.</param>
    /// <param name="cohort">The cohort; null if it concerns the whole rollout.</param>
    /// <param name="recipient">The recipient in that cohort; null if not a participant of it, such
    /// as a committee member.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="reference">How the recipient is reached; null if not known yet.</param>
    /// <param name="ct">Cancels reading.</param>
    /// <returns>The message; null if there is nothing left to say (all tasks done, question
    /// gone).</returns>
    Task<Activity?> ComposeAsync(
        StoredRollout rollout, Cohort? cohort, Participant? recipient, StoredDelivery delivery, UserReference? reference,
        CancellationToken ct);
}
