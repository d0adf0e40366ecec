using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>A delivery this instance has claimed, with what sending it takes.</summary>
/// <param name="Rollout">Its rollout.</param>
/// <param name="Delivery">As it was claimed.</param>
/// <param name="Participant">The recipient in the cohort; null for somebody who is no participant
/// of it.</param>
/// <param name="Reference">What is kept of how the recipient is reached; null when nothing
/// is.</param>
internal sealed record ClaimedDelivery(
    StoredRollout Rollout, StoredDelivery Delivery, Participant? Participant, UserReference? Reference)
{
    public DeliveryKey Key => Delivery.Key;

    /// <summary>The cohort; null for what concerns the whole rollout.</summary>
    public Cohort? Cohort => Rollout.Definition.FindCohort(Key.Cohort.Cohort);
}
