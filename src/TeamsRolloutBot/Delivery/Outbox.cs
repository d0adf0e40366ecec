using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery;

/// <summary>The conversation's access to delivery.</summary>
internal sealed class Outbox(
    DueIndex due, Notifier notifier, RolloutRepository rollouts, CohortRepository cohorts, UserRepository users, DeliverySignal signal,
    IClock clock)
    : IOutbox
{
    // Per person in one commit: each delivery has two rows, itself and its entry in the failed
    // index.
    private const int MostOfOne = 40;

    public async Task WakeAsync(RolloutId rollout, IReadOnlyCollection<CohortId> ids, Instant at, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await due.AddEachAsync([.. ids.Select(id => new CohortKey(rollout, id))], Instant.Max(at, now), now, ct);
        signal.Raise();
    }

    public async Task NotifyAsync(StoredRollout rollout, DeliveryKey notice, CancellationToken ct, Instant? from = null) =>
        await notifier.NotifyAsync(rollout, notice, ct, from);

    public Task<int> NotifyEachAsync(StoredRollout rollout, IReadOnlyList<DeliveryKey> notices, CancellationToken ct) =>
        notices.Count == 0 ? Task.FromResult(0) : notifier.NotifyEachAsync(rollout, notices, ct);

    public async Task ReviveAsync(StoredRollout rollout, CohortId notSent, PersonId? person, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, notSent);
        var people = person is { } one
            ? new[] { await cohorts.FindParticipantAsync(key, one, ct) }.OfType<Participant>().ToList()
            : await cohorts.ListParticipantsAsync(key, ct: ct).Where(participant => participant.IsElsewhere).ToListAsync(ct);
        foreach (var participant in people.Where(participant => participant.IsElsewhere))
        {
            var ids = await users.IdsOfAsync(rollout.TenantId, participant.Person.Id, ct);
            var parts = await users.ListPartsAsync(rollout.TenantId, ids, ct)
                .Where(part => part.Rollout == rollout.Id && part.Cohort is { } other && other != notSent).ToListAsync(ct);
            foreach (var part in parts.DistinctBy(part => (part.Cohort, part.Person)))
            {
                var there = key with { Cohort = part.Cohort!.Value };
                if (await cohorts.ChangeAsync(there, rollout.Definition, work => ReviveAsync(work, part.Person, participant.History), ct))
                {
                    await WakeAsync(rollout.Id, [there.Cohort], clock.GetCurrentInstant(), ct);
                }
            }
        }
    }

    // The check-in may have another number there: look for the one sent within a day of when this
    // one was skipped.
    private static bool WasSentFor(Contact leftOut, TouchpointKind kind, ContactHistory elsewhere)
    {
        return kind.IsNumbered()
            ? elsewhere.Contacts.Any(contact =>
                contact.Key.Kind == kind && contact.Value.Outcome == ContactOutcome.Sent && IsNear(contact.Value.At))
            : elsewhere.SentAt(kind) is not null;

        bool IsNear(Instant sent) => sent > leftOut.At - Duration.FromDays(1) && sent < leftOut.At + Duration.FromDays(1);
    }

    private static async ValueTask<bool> ReviveAsync(CohortWork work, PersonId person, ContactHistory elsewhere)
    {
        if (await work.FindParticipantAsync(person) is not { } before)
        {
            return false;
        }

        var history = before.History;
        foreach (var ((kind, number), contact) in before.History.Contacts)
        {
            if (contact.Skip == SkipReason.SentForAnotherCohort && !WasSentFor(contact, kind, elsewhere))
            {
                history = history.Without(kind, number);
            }
        }

        if (history == before.History)
        {
            return false;
        }

        work.Put(before, before with { History = history });
        return true;
    }

    public async Task<int> ResendFailedAsync(StoredRollout rollout, CohortId cohort, Obstacle? only, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohort);
        var people = (await cohorts.ListFailedAsync(key, ct)).Where(failed => only is null || failed.Obstacle == only)
            .Select(failed => failed.Person).Distinct();
        var count = await DecideAgainAsync(rollout, key, [.. people], only, ct);
        await WakeAsync(rollout.Id, [cohort], clock.GetCurrentInstant(), ct);
        return count;
    }

    public async Task ReturnedAsync(string tenantId, IReadOnlyList<PersonId> ids, CancellationToken ct)
    {
        var parts = new List<Part>();
        await foreach (var part in users.ListPartsAsync(tenantId, ids, ct))
        {
            if (part.Cohort is not null)
            {
                parts.Add(part);
            }
        }

        foreach (var part in parts.DistinctBy(part => (part.Rollout, part.Cohort, part.Person)))
        {
            var key = new CohortKey(part.Rollout, part.Cohort!.Value);
            if (await rollouts.FindAsync(part.Rollout, ct) is { } rollout
                && await cohorts.FindParticipantAsync(key, part.Person, ct) is { } participant
                && HasFailed(participant))
            {
                await DecideAgainAsync(rollout, key, [part.Person], only: null, ct);
                await WakeAsync(part.Rollout, [key.Cohort], clock.GetCurrentInstant(), ct);
            }
        }
    }

    private static bool HasFailed(Participant participant) =>
        participant.History.Contacts.Values.Any(contact => contact.Outcome == ContactOutcome.Failed);

    /// <summary>Removes failed deliveries so that they are decided again.</summary>
    /// <returns>The number of deliveries removed.</returns>
    private async Task<int> DecideAgainAsync(
        StoredRollout rollout, CohortKey key, IReadOnlyList<PersonId> people, Obstacle? only, CancellationToken ct)
    {
        var count = 0;
        while (people.Count > 0)
        {
            var removed = await cohorts.ChangeEachAsync(
                key, rollout.Definition, people, person =>
                    [CohortWork.ParticipantRow(person)], (work, person) => RemoveFailedAsync(work, key, person, only), ct);
            count += removed.Sum();
            people = [.. people.Where((_, at) => removed[at] == MostOfOne)];
        }

        return count;
    }

    private static async ValueTask<int> RemoveFailedAsync(CohortWork work, CohortKey key, PersonId person, Obstacle? only)
    {
        if (await work.FindParticipantAsync(person) is not { } before)
        {
            return 0;
        }

        var failed = before.History.Contacts
            .Where(contact => contact.Value.Outcome == ContactOutcome.Failed && (only is null || contact.Value.Obstacle == only))
            .Select(contact => contact.Key)
            .Take(MostOfOne)
            .ToList();
        foreach (var (kind, number) in failed)
        {
            await work.RemoveAsync(DeliveryKey.ForTouchpoint(key, person, kind, number));
        }

        if (failed.Count > 0)
        {
            work.Put(
                before,
                before with
                {
                    History = failed.Aggregate(before.History, (history, contact) => history.Without(contact.Kind, contact.Number))
                });
        }

        return failed.Count;
    }
}
