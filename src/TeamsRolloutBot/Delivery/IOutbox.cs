using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// The conversation's interface to delivery. Every request is durable when the call returns.
/// </summary>
internal interface IOutbox
{
    /// <summary>
    /// Makes the planner look at cohorts at an instant; immediately if it is not in the future.
    /// </summary>
    Task WakeAsync(RolloutId rollout, IReadOnlyCollection<CohortId> cohorts, Instant at, CancellationToken ct);

    /// <summary>
    /// Sends a message that is not part of the timeline: a question to its answerer, the answer, a
    /// manager's nudge. Idempotent per notice. Not held back by day hours, since somebody is
    /// waiting for it.
    /// </summary>
    /// <param name="rollout">The rollout it belongs to.</param>
    /// <param name="notice">The recipient and the kind of notice (<see cref="Notices"/>).</param>
    /// <param name="ct">Cancels the request, not the sending.</param>
    /// <param name="from">The earliest send time; null: now.</param>
    Task NotifyAsync(StoredRollout rollout, DeliveryKey notice, CancellationToken ct, NodaTime.Instant? from = null);

    /// <summary>Sends notices to several people of one cohort.</summary>
    /// <param name="rollout">The rollout they belong to.</param>
    /// <param name="notices">One per person; may be empty.</param>
    /// <param name="ct">Cancels the request, not the sending.</param>
    /// <returns>How many are new; those already on their way are not sent twice.</returns>
    Task<int> NotifyEachAsync(StoredRollout rollout, IReadOnlyList<DeliveryKey> notices, CancellationToken ct);

    /// <summary>
    /// Makes due again what other cohorts skipped in favour of this one, which now does not send
    /// it: somebody was removed from it or its dates have moved.
    /// </summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="notSent">The cohort that no longer sends it.</param>
    /// <param name="person">The person, as known to the cohort; null: everybody in it.</param>
    /// <param name="ct">Cancels.</param>
    Task ReviveAsync(StoredRollout rollout, CohortId notSent, PersonId? person, CancellationToken ct);

    /// <summary>Resends a cohort's failed deliveries, and only those.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="cohort">The cohort.</param>
    /// <param name="only">Only those blocked by this obstacle; null: all.</param>
    /// <param name="ct">Cancels the request, not the sending.</param>
    /// <returns>The number of deliveries to be resent.</returns>
    Task<int> ResendFailedAsync(StoredRollout rollout, CohortId cohort, Obstacle? only, CancellationToken ct);

    /// <summary>A person can be reached again, so failed deliveries are decided again.</summary>
    Task ReturnedAsync(string tenantId, IReadOnlyList<PersonId> ids, CancellationToken ct);
}
