using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>A delivery claimed by this instance, with what is needed to send it.</summary>
/// <param name="Rollout">Its rollout.</param>
/// <param name="Delivery">The delivery as claimed.</param>
/// <param name="Participant">The recipient in the cohort; null if not a participant of it.</param>
/// <param name="Reference">The stored reference to the recipient; null if there is none.</param>
internal sealed record ClaimedDelivery(
    StoredRollout Rollout, StoredDelivery Delivery, Participant? Participant, UserReference? Reference)
{
    public DeliveryKey Key => Delivery.Key;

    /// <summary>The cohort; null if the delivery concerns the whole rollout.</summary>
    public Cohort? Cohort => Rollout.Definition.FindCohort(Key.Cohort.Cohort);
}
