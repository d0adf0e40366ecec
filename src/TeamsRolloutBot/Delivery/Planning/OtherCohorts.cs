using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>
/// What people in several cohorts get from the others: two contacts of one kind to one person on
/// the same day become one. A sent one wins, then the earlier, then the first cohort's.
/// </summary>
internal sealed class OtherCohorts(UserRepository users, CohortRepository cohorts, Schedules schedules)
{
    /// <summary>
    /// Contacts from the rollout's other cohorts, for people who are in another one or in another
    /// rollout. Other rollouts' messages have different content and are only spaced apart.
    /// </summary>
    public async Task<Dictionary<PersonId, IReadOnlyList<OtherContact>>> ContactsAsync(
        StoredRollout rollout, CohortKey key, IReadOnlyList<PersonId> people, Instant now, CancellationToken ct)
    {
        var ids = await users.IdsOfAsync(rollout.TenantId, people, ct);
        var parts = await users.ListPartsAsync(rollout.TenantId, ids, ct);
        var found = new Dictionary<PersonId, IReadOnlyList<OtherContact>>();
        for (var i = 0; i < people.Count; i++)
        {
            Part[] elsewhere =
            [
                .. parts[i].Where(part => part.Cohort is not null && (part.Rollout != rollout.Id || part.Cohort != key.Cohort))
            ];
            if (elsewhere.Length > 0)
            {
                found[people[i]] = await ContactsAsync(rollout, elsewhere, now, ct);
            }
        }

        return found;
    }

    /// <summary>
    /// The rollout's other cohorts that a message to one of their members also covers: they skip,
    /// or are about to skip, their message of that kind for that day.
    /// </summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="key">The cohort that sends the message.</param>
    /// <param name="recipient">The recipient.</param>
    /// <param name="kind">Its kind; for a nudge, its check-in's kind.</param>
    /// <param name="at">When it goes or went out.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<MergedContact>> MergedAsync(
        StoredRollout rollout, CohortKey key, Participant recipient, TouchpointKind kind, Instant at, CancellationToken ct)
    {
        if (kind.IsForEachCohort(recipient.IsImplementationManager) || schedules.Of(rollout, key.Cohort) is not { } own)
        {
            return [];
        }

        var merged = new List<MergedContact>();
        var (zone, ids) = (own.ZoneOf(recipient.Recipient), await users.IdsOfAsync(rollout.TenantId, recipient.Person.Id, ct));
        await foreach (var part in users.ListPartsAsync(rollout.TenantId, ids, ct))
        {
            if (part.Rollout == rollout.Id && part.Involvement == Involvement.Member && part.Cohort is { } id && id != key.Cohort
                && rollout.Definition.FindCohort(id) is { } cohort && schedules.Of(rollout, id) is { } schedule
                && await cohorts.FindParticipantAsync(new CohortKey(rollout.Id, id), part.Person, ct) is { IsMember: true } there
                && schedule.PlanFor(there.Recipient, there.History).FirstOrDefault(IsOfThatDay) is { } touchpoint
                && there.History.Find(kind, touchpoint.Number) is null or { Skip: SkipReason.SentForAnotherCohort }
                && !(there.ActiveFrom > at))
            {
                merged.Add(new MergedContact(cohort, part.Person, touchpoint.Number));
            }
        }

        return merged;

        bool IsOfThatDay(Touchpoint touchpoint) => touchpoint.Kind == kind && touchpoint.Due.InZone(zone).Date == at.InZone(zone).Date;
    }

    private async Task<List<OtherContact>> ContactsAsync(StoredRollout rollout, IEnumerable<Part> elsewhere, Instant now,
        CancellationToken ct)
    {
        var contacts = new List<OtherContact>();
        foreach (var part in elsewhere.Where(part => part.Rollout == rollout.Id).DistinctBy(part => part.Cohort))
        {
            if (schedules.Of(rollout, part.Cohort!.Value) is { } schedule
                && await cohorts.FindParticipantAsync(new CohortKey(rollout.Id, part.Cohort.Value), part.Person, ct) is { } there)
            {
                contacts.AddRange(ContactsOf(rollout, PersonPlan.InCohort(rollout, schedule, there), there, now));
            }
        }

        return contacts;
    }

    /// <summary>The decision after merging with the person's contacts from elsewhere.</summary>
    public static Decision OneOfAKindADay(Decision decision, bool isLead, IReadOnlyList<OtherContact> elsewhere) =>
        decision.IsSent
        && !decision.Touchpoint.Kind.IsForEachCohort(isLead)
        && elsewhere.Any(other => other.Decision.Touchpoint.Kind == decision.Touchpoint.Kind
            && TouchpointOrder.IsSameDay(other.Decision, decision)
            && (other.IsInFlight || IsBefore(other.Decision, decision)))
            ? decision with { Skip = SkipReason.SentForAnotherCohort }
            : decision;

    // In the order of the review and the printed timeline.
    private static bool IsBefore(Decision other, Decision decision) =>
        TouchpointOrder.ByTime(other.Touchpoint with { Due = other.At }, decision.Touchpoint with { Due = decision.At }) < 0;

    private static IEnumerable<OtherContact> ContactsOf(StoredRollout rollout, PersonPlan plan, Participant participant, Instant now)
    {
        var timing = rollout.Definition.Timing;
        var decided = plan.Decide(now);
        foreach (var ((kind, number), contact) in decided.Participant.History.Contacts)
        {
            if (contact.Outcome is ContactOutcome.Sent or ContactOutcome.Queued
                && !kind.IsForEachCohort(participant.IsImplementationManager)
                && plan.Find(kind, number) is { } touchpoint)
            {
                // A message queued overnight counts for the day on which it goes out.
                var at = contact.Outcome == ContactOutcome.Sent ? contact.At : timing.Hours.NextAllowed(now, timing.Calendar, plan.Zone);
                yield return new OtherContact(new Decision(touchpoint, at, SkipReason.None), IsInFlight: true);
            }
        }

        foreach (var decision in decided.Decisions)
        {
            if (decision.IsSent && !decision.Touchpoint.Kind.IsForEachCohort(participant.IsImplementationManager))
            {
                yield return new OtherContact(decision, IsInFlight: false);
            }
        }
    }
}

/// <summary>A contact another cohort skips because a message covers it too.</summary>
/// <param name="Cohort">The cohort.</param>
/// <param name="Person">The recipient, as known to that cohort.</param>
/// <param name="Number">The check-in's number in that cohort; 0 for kinds that occur once.</param>
internal sealed record MergedContact(Cohort Cohort, PersonId Person, int Number);

/// <summary>A contact from another cohort.</summary>
/// <param name="Decision">The contact, and when it went or will go out.</param>
/// <param name="IsInFlight">It is sent or in flight; otherwise it is about to be decided
/// too.</param>
internal sealed record OtherContact(Decision Decision, bool IsInFlight);
