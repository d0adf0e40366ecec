using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>A delivery that is to be sent.</summary>
/// <param name="Key">Which one.</param>
/// <param name="At">Not before then.</param>
internal readonly record struct QueuedAt(DeliveryKey Key, Instant At);

/// <summary>Somebody with something due, and what is likely to become of it.</summary>
internal readonly record struct DuePerson(PersonId Id, IReadOnlyList<Decision> Decisions);

/// <summary>
/// Decides what becomes of what is due for people, and writes it down: deliveries, histories and
/// counts change in one commit. What was decided once is not decided again.
/// </summary>
internal sealed class DecisionWriter(CohortRepository cohorts, OtherCohorts otherCohorts, DeliveryMetrics metrics)
{
    /// <summary>
    /// How much is decided for one person in one commit: after a year away, each of 52 check-ins
    /// has to be written down with its nudge. The rest is decided the next time the person is
    /// looked at.
    /// </summary>
    private const int MostDecisions = 60;

    /// <summary>For people of a cohort.</summary>
    /// <returns>What is to be sent.</returns>
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
                // Meanwhile the person may have ticked, answered or left: it is decided on what is
                // there now.
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

    /// <summary>For the rollout's owner, who gets the digests.</summary>
    /// <returns>What is to be sent.</returns>
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
            // It may be out by now: what is decided instead keeps its distance.
            participant = participant with { LastSentAt = now };
        }

        var toChat = 0;
        foreach (
            var decision in AtOnce(decisions).OrderBy(decision => decision.Touchpoint.Kind).ThenBy(decision => decision.Touchpoint.Number))
        {
            var touchpoint = decision.Touchpoint;

            // Two to one person at the same minute: the second a minute later, in the order of the
            // contract's table.
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

    // What is decided now: what is sent, and of what is left out the newest. If a go-live card were
    // sent before the newest check-in is decided, the rest of the same catching up would take the
    // card for one that went out earlier, and send the check-in as well. Older ones are left out
    // whatever was sent.
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
    /// What was queued and is not decided again is planned for another day now, or not at all.
    /// </summary>
    /// <returns>Whether something that was queued, and is decided again or dropped, is in a
    /// sender's hand.</returns>
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
