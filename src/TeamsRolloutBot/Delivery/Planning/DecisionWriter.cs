using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>A delivery to send.</summary>
/// <param name="Key">The delivery.</param>
/// <param name="At">The earliest send time.</param>
internal readonly record struct QueuedAt(DeliveryKey Key, Instant At);

/// <summary>A person with due touchpoints, and their likely decisions.</summary>
internal readonly record struct DuePerson(PersonId Id, IReadOnlyList<Decision> Decisions);

/// <summary>
/// Decides people's due touchpoints and stores the decisions: deliveries, histories and counts
/// change in one commit. A decision is made only once.
/// </summary>
internal sealed class DecisionWriter(CohortRepository cohorts, OtherCohorts otherCohorts, DeliveryMetrics metrics)
{
    /// <summary>
    /// Maximum decisions per person in one commit: after a year away there are 52 check-ins and
    /// their nudges to record. The rest follow in the next planner run.
    /// </summary>
    private const int MostDecisions = 60;

    /// <summary>Decides for people of a cohort.</summary>
    /// <returns>The deliveries to send.</returns>
    public async Task<IEnumerable<QueuedAt>> DecideAsync(
        StoredRollout rollout, CohortKey key, CohortSchedule schedule, IReadOnlyList<DuePerson> due, Instant now, CancellationToken ct)
    {
        var others = await otherCohorts.ContactsAsync(rollout, key, [.. due.Select(person => person.Id)], now, ct);
        var toSend = await cohorts.ChangeEachAsync(
            key,
            rollout.Definition,
            due,
            person => AtOnce(person.Decisions)
                .Select(decision => DeliveryKey.ForTouchpoint(key, person.Id, decision.Touchpoint.Kind, decision.Touchpoint.Number).Row)
                .Prepend(CohortWork.ParticipantRow(person.Id)),
            async (work, person) =>
            {
                // The person may have ticked, answered or left meanwhile: decide on the current
                // state.
                if (await work.FindParticipantAsync(person.Id) is not { } participant)
                {
                    return [];
                }

                var decided = PersonPlan.InCohort(rollout, schedule, participant).Decide(now);
                return await DecideAsync(work, rollout, key, participant, decided, now, others.GetValueOrDefault(person.Id));
            },
            ct);
        return toSend.SelectMany(deliveries => deliveries);
    }

    /// <summary>Decides the digests of the rollout's owner.</summary>
    /// <returns>The deliveries to send.</returns>
    public Task<List<QueuedAt>> DecideDigestsAsync(StoredRollout rollout, CohortKey key, Instant now, CancellationToken ct)
    {
        var owner = rollout.Rollout.Owner;
        return cohorts.ChangeAsync(
            key,
            rollout.Definition,
            async work =>
            {
                var before = await work.FindParticipantAsync(owner.Id);
                return await DecideAsync(
                    work, rollout, key, before, PersonPlan.ForDigests(rollout, before ?? new Participant { Person = owner }).Decide(now),
                    now);
            },
            ct);
    }

    private async Task<List<QueuedAt>> DecideAsync(
        CohortWork work, StoredRollout rollout, CohortKey key, Participant? before, Decided decided, Instant now,
        IReadOnlyList<OtherContact>? elsewhere =
            null)
    {
        var (participant, decisions) = decided;
        if (elsewhere is not null)
        {
            participant = participant with { IsElsewhere = true };
            decisions =
            [
                .. decisions.Select(decision => OtherCohorts.OneOfAKindADay(decision, participant.IsImplementationManager, elsewhere))
            ];
        }

        var toSend = new List<QueuedAt>();
        if (await WithdrawAsync(work, key, before, participant, decisions))
        {
            // It may be out by now, so keep the replacement at a distance.
            participant = participant with { LastSentAt = now };
        }

        var toChat = 0;
        foreach (
            var decision in AtOnce(decisions).OrderBy(decision => decision.Touchpoint.Kind).ThenBy(decision => decision.Touchpoint.Number))
        {
            var touchpoint = decision.Touchpoint;

            // Of two messages to one person in the same minute, the second goes out a minute later,
            // in the order of the contract's table.
            var notBefore = decision.At + (
                decision.IsSent && touchpoint.Kind != TouchpointKind.Email ? LastCheck.Distance * toChat++ : Duration.Zero);
            var deliveryKey = DeliveryKey.ForTouchpoint(key, participant.Person.Id, touchpoint.Kind, touchpoint.Number);
            participant = Noted(participant, decision, now);
            await work.PutAsync(DeliveryOf(deliveryKey, decision, notBefore, now, rollout.Rollout.Revision));
            metrics.Decided(decision.IsSent);
            if (decision.IsSent)
            {
                toSend.Add(new QueuedAt(deliveryKey, notBefore));
            }
        }

        if (decisions.Count > 0 || (before is not null && participant != before))
        {
            work.Put(before, participant);
        }

        return toSend;
    }

    private static Participant Noted(Participant participant, Decision decision, Instant now)
    {
        var touchpoint = decision.Touchpoint;
        var outcome = decision.IsSent ? ContactOutcome.Queued : ContactOutcome.Skipped;
        return participant with
        {
            History = participant.History.With(
                touchpoint.Kind, touchpoint.Number, new Contact(outcome, now, touchpoint.Due, decision.Skip)),
        };
    }

    private static StoredDelivery DeliveryOf(DeliveryKey key, Decision decision, Instant notBefore, Instant now, int revision) => new()
    {
        Key = key,
        State = decision.IsSent ? DeliveryState.Waiting : DeliveryState.Skipped,
        Due = decision.Touchpoint.Due,
        NotBefore = notBefore,
        DecidedAt = now,
        Revision = revision,
        DoneAt = decision.IsSent ? null : now,
        Reason = decision.IsSent ? null : DeliveryReason.Of(decision.Skip),
    };

    // What to decide now: everything to be sent, and the newest of what is skipped. If a go-live
    // card were sent before the newest check-in is decided, the rest of this catch-up would take
    // the card for an earlier one and send the check-in too. Older ones are skipped in any case.
    private static IEnumerable<Decision> AtOnce(IReadOnlyList<Decision> decisions)
    {
        if (decisions.Count <= MostDecisions)
        {
            return decisions;
        }

        var chosen = decisions.OrderByDescending(decision => decision.IsSent).ThenByDescending(decision => decision.Touchpoint.Due)
            .Take(MostDecisions).ToHashSet();
        return decisions.Where(chosen.Contains);
    }

    /// <summary>
    /// Withdraws queued deliveries that are now planned for another day, or not at all, and have
    /// not been decided again.
    /// </summary>
    /// <returns>Whether a sender is holding something that was queued and is decided again or
    /// dropped.</returns>
    private static async Task<bool> WithdrawAsync(
        CohortWork work, CohortKey key, Participant? before, Participant after, IReadOnlyList<Decision> decisions)
    {
        var isInFlight = false;
        foreach (var ((kind, number), contact) in before?.History.Contacts ?? new Dictionary<(TouchpointKind, int), Contact>())
        {
            if (contact.Outcome != ContactOutcome.Queued || after.History.Find(kind, number) is not null)
            {
                continue;
            }

            var delivery = DeliveryKey.ForTouchpoint(key, after.Person.Id, kind, number);
            isInFlight |= await work.FindDeliveryAsync(delivery) is { State: DeliveryState.Sending };
            if (!decisions.Any(decision => decision.Touchpoint.Kind == kind && decision.Touchpoint.Number == number))
            {
                await work.RemoveAsync(delivery);
            }
        }

        return isInFlight;
    }
}
