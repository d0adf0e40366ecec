using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Sessions;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>Plans, moves and cancels training sessions, and keeps calendars in step.</summary>
internal sealed class TrainingSessions(
    Lifecycle lifecycle, SessionCalendar calendar, SessionRepository sessions, CohortRepository cohorts, IOutbox outbox,
    IClock clock)
{
    // Outlook's maximum number of invitees per message.
    private const int MostAttendees = 500;

    /// <summary>Plans a session, or changes the one with its id.</summary>
    public async Task<(StoredRollout? Rollout, TrainingSession? Session, Refusal? Refusal)> PutAsync(
        StoredRollout rollout, CohortId cohortId, TrainingSession wanted, PersonId by, CancellationToken ct)
    {
        TrainingSession? planned = null;
        var (stored, refusal) = await lifecycle.PlanTrainingAsync(
            rollout.Id,
            cohortId,
            cohort =>
            {
                (var after, planned, var refused) = TrainingPlan.Put(cohort, wanted, clock.GetCurrentInstant(), by);
                return (after, refused);
            },
            by,
            ct);
        if (stored is null || refusal is not null)
        {
            return (stored, null, refusal ?? new Refusal(ManagerTexts.TheRolloutIsGone));
        }

        var key = new CohortKey(stored.Id, cohortId);
        var known = stored.Definition.FindCohort(cohortId)!;
        await FollowAsync(stored, known, ct);
        await outbox.NotifyAsync(
            stored,
            new DeliveryKey(
                key, (TrainingPlan.TrainerOf(known, planned!) ?? stored.Rollout.Owner).Id, Notices.Attendance,
                SessionNotices.ReferenceOf(planned!)),
            ct,
            planned!.In(known.Zone).End + SessionNotices.AfterEnd);

        // The working day before; if planned for today or tomorrow, the invitation is reminder
        // enough.
        var timing = stored.Definition.Timing;
        if (
            timing.Hours.SendTimeOn(
                timing.Calendar.OnOrBefore(planned!.Start.Date.PlusDays(-1)), timing.Calendar, known.Zone) is var dayBefore
                && dayBefore > clock.GetCurrentInstant())
        {
            await outbox.NotifyAsync(
                stored,
                new DeliveryKey(
                    key, (TrainingPlan.TrainerOf(known, planned) ?? stored.Rollout.Owner).Id, Notices.SessionSoon,
                    SessionNotices.ReferenceOf(planned)),
                ct,
                dayBefore);
        }

        return (stored, planned, null);
    }

    /// <summary>Stores a session's notes and sends them to everybody invited.</summary>
    /// <returns>The number of recipients, or why not.</returns>
    public async Task<(int Sent, Refusal? Refusal)> NoteAsync(
        StoredRollout rollout, CohortId cohortId, string id, string? notes, string? recording, PersonId by, CancellationToken ct)
    {
        var (stored, refusal) = await lifecycle.PlanTrainingAsync(
            rollout.Id, cohortId, cohort => TrainingPlan.Note(cohort, id, notes, recording, clock.GetCurrentInstant()), by, ct);
        if (stored is null || refusal is not null)
        {
            return (0, refusal ?? new Refusal(ManagerTexts.TheRolloutIsGone));
        }

        var key = new CohortKey(stored.Id, cohortId);
        var reference = $"{id}-{Notices.HashOf($"{notes}\n{recording}")}";
        var members = await cohorts.ListParticipantsAsync(key, ct: ct)
            .Where(person => person.IsPresent)
            .Select(person => new DeliveryKey(key, person.Person.Id, Notices.SessionNotes, reference))
            .ToListAsync(ct);
        await outbox.NotifyEachAsync(stored, members, ct);
        return (members.Count, null);
    }

    /// <summary>Offers a session to members who have not attended any.</summary>
    /// <returns>The number of recipients.</returns>
    public async Task<int> OfferAsync(StoredRollout rollout, Cohort cohort, TrainingSession next, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohort.Id);
        var attended = await sessions.ListAttendanceAsync(key, ct);
        var missed = await cohorts.ListParticipantsAsync(key, ct: ct)
            .Where(person => person.IsPresent && !attended.Contains(person.Person.Id))
            .Select(person => new DeliveryKey(key, person.Person.Id, Notices.SessionOffer, SessionNotices.ReferenceOf(next)))
            .ToListAsync(ct);
        await outbox.NotifyEachAsync(rollout, missed, ct);
        return missed.Count;
    }

    /// <summary>Cancels a session; idempotent.</summary>
    public async Task<(StoredRollout? Rollout, Refusal? Refusal)> CancelAsync(
        StoredRollout rollout, CohortId cohortId, string id, PersonId by, CancellationToken ct)
    {
        var (stored, refusal) = await lifecycle.PlanTrainingAsync(
            rollout.Id, cohortId, cohort => (TrainingPlan.Cancel(cohort, id), null), by, ct);
        if (stored is not null && refusal is null && stored.Definition.FindCohort(cohortId) is { } known)
        {
            // Calendars first: a leftover list harms nobody, a leftover event misleads everybody.
            await FollowAsync(stored, known, ct);
            await sessions.DropListAsync(new CohortKey(stored.Id, cohortId), id, ct);
        }

        return (stored, refusal);
    }

    /// <summary>
    /// Members of a cohort who can be invited by e-mail, up to a calendar's limit.
    /// </summary>
    public async Task<IReadOnlyList<Person>> InvitedAsync(StoredRollout rollout, Cohort cohort, CancellationToken ct) =>
        await cohorts.ListParticipantsAsync(new CohortKey(rollout.Id, cohort.Id), ct: ct)
            .Where(person => person.IsPresent && EmailAddress.IsValid(person.Person.Email))
            .Select(person => person.Person)
            .Take(MostAttendees)
            .ToListAsync(ct);

    // Done by a delivery, which is durable, retried until it succeeds, and tells the manager the
    // result.
    private async Task FollowAsync(StoredRollout rollout, Cohort cohort, CancellationToken ct)
    {
        if (calendar.IsThere(rollout))
        {
            var to = (cohort.ImplementationManager ?? rollout.Rollout.Owner).Id;
            var number = rollout.DefinitionRevision.ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
            await outbox.NotifyAsync(rollout, new DeliveryKey(new CohortKey(rollout.Id, cohort.Id), to, Notices.Calendar, number), ct);
        }
    }
}
