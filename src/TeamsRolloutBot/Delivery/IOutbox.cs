using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// What the conversation asks of delivery. Everything asked is durable when the call returns.
/// </summary>
internal interface IOutbox
{
    /// <summary>
    /// Makes the planner look at cohorts at an instant; now or in the past: at once.
    /// </summary>
    Task WakeAsync(RolloutId rollout, IReadOnlyCollection<CohortId> cohorts, Instant at, CancellationToken ct);

    /// <summary>
    /// Sends something that no timeline plans: a question to the one who answers it, its answer, a
    /// nudge by the manager. Asking twice for the same notice sends it once. Day hours do not hold
    /// it back: somebody waits for it.
    /// </summary>
    /// <param name="rollout">The rollout it belongs to.</param>
    /// <param name="notice">Who it is for, and what it is (<see cref="Notices"/>).</param>
    /// <param name="ct">Cancels asking, not sending.</param>
    /// <param name="from">Not before then; null: at once.</param>
    Task NotifyAsync(StoredRollout rollout, DeliveryKey notice, CancellationToken ct, NodaTime.Instant? from = null);

    /// <summary>Sends notices to several people of one cohort at once.</summary>
    /// <param name="rollout">The rollout they belong to.</param>
    /// <param name="notices">Each for another person; may be none.</param>
    /// <param name="ct">Cancels asking, not sending.</param>
    Task NotifyEachAsync(StoredRollout rollout, IReadOnlyList<DeliveryKey> notices, CancellationToken ct);

    /// <summary>
    /// Makes due again what other cohorts left out because this one would send it the same day: it
    /// does not, since somebody was removed from it or its dates have moved.
    /// </summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="notSent">The cohort that does not send it.</param>
    /// <param name="person">The person, as the cohort knows them; null: everybody in it.</param>
    /// <param name="ct">Cancels.</param>
    Task ReviveAsync(StoredRollout rollout, CohortId notSent, PersonId? person, CancellationToken ct);

    /// <summary>Sends again to exactly those the cohort's deliveries did not reach.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="cohort">The cohort.</param>
    /// <param name="only">What this has kept from people alone; null: whatever the
    /// obstacle.</param>
    /// <param name="ct">Cancels asking, not sending.</param>
    /// <returns>How many deliveries are sent again.</returns>
    Task<int> ResendFailedAsync(StoredRollout rollout, CohortId cohort, Obstacle? only, CancellationToken ct);

    /// <summary>Somebody can be reached again: what failed is decided again.</summary>
    Task ReturnedAsync(string tenantId, IReadOnlyList<PersonId> ids, CancellationToken ct);
}
