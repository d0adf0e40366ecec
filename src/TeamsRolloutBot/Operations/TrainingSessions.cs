using NodaTime;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Training;
using TeamsRolloutBot.Sessions;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Operations;

/// <summary>Plans, moves and cancels training sessions, and has calendars follow.</summary>
internal sealed class TrainingSessions(
    Lifecycle lifecycle, SessionCalendar calendar, SessionRepository sessions, IDeliveries deliveries, IClock clock)
{
    /// <summary>Plans a session, or changes the one of its id.</summary>
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
            return (stored, null, refusal ?? new Refusal("The rollout is gone."));
        }

        var key = new CohortKey(stored.Id, cohortId);
        var known = stored.Definition.FindCohort(cohortId)!;
        await FollowAsync(stored, known, ct);
        await deliveries.NotifyAsync(
            stored,
            new DeliveryKey(key, (TrainingPlan.TrainerOf(known, planned!) ?? stored.Rollout.Owner).Id, Notices.Attendance, SessionNotices.ReferenceOf(planned!)),
            ct,
            planned!.In(known.Zone).End + SessionNotices.AfterEnd);
        return (stored, planned, null);
    }

    /// <summary>Cancels a session. One that is not there any more is cancelled.</summary>
    public async Task<(StoredRollout? Rollout, Refusal? Refusal)> CancelAsync(
        StoredRollout rollout, CohortId cohortId, string id, PersonId by, CancellationToken ct)
    {
        var (stored, refusal) = await lifecycle.PlanTrainingAsync(rollout.Id, cohortId, cohort => (TrainingPlan.Cancel(cohort, id), null), by, ct);
        if (stored is not null && refusal is null && stored.Definition.FindCohort(cohortId) is { } known)
        {
            // Calendars first: a list left behind by a fault harms nobody, an event that stays misleads everybody.
            await FollowAsync(stored, known, ct);
            await sessions.DropListAsync(new CohortKey(stored.Id, cohortId), id, ct);
        }

        return (stored, refusal);
    }

    // By way of a delivery: it is durable, repeated until it is done, and tells the manager what became of it.
    private async Task FollowAsync(StoredRollout rollout, Cohort cohort, CancellationToken ct)
    {
        if (calendar.IsThere(rollout))
        {
            var to = (cohort.ImplementationManager ?? rollout.Rollout.Owner).Id;
            var number = rollout.DefinitionRevision.ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
            await deliveries.NotifyAsync(rollout, new DeliveryKey(new CohortKey(rollout.Id, cohort.Id), to, Notices.Calendar, number), ct);
        }
    }
}
