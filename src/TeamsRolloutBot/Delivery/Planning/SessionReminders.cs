using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.Sessions;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>
/// Messages about one session: the reminder the day before, the one to those who missed it, and its
/// notes.
/// </summary>
internal sealed class SessionReminders(CohortRepository cohorts, Notifier notifier, IClock clock)
{
    public async Task<(AdaptiveCard? Card, string Summary)> ComposeAsync(
        StoredRollout rollout, Cohort cohort, Participant? recipient, DeliveryKey notice, CancellationToken ct)
    {
        // Nothing to say if it was moved, cancelled or closed meanwhile.
        var id = notice.Reference[..notice.Reference.IndexOf('-', StringComparison.Ordinal)];
        if (TrainingPlan.Find(cohort, id) is not { } session || recipient?.HasLeft == true)
        {
            return default;
        }

        var now = clock.GetCurrentInstant();
        var model = new SessionModel(rollout.Id, rollout.Definition, cohort, session, recipient?.Zone ?? cohort.Zone, now);
        if (notice.Kind == Notices.SessionNotes)
        {
            return (SessionNoteCards.Noted(model), MemberTexts.NotesOfTheTraining);
        }

        var isToCome = session.In(cohort.Zone).Start > now && SessionNotices.ReferenceOf(session) == notice.Reference;
        if (!isToCome || !rollout.Rollout.IsActive)
        {
            return default;
        }

        return notice.Kind switch
        {
            Notices.SessionSoon =>
                (SessionNoteCards.Reminded(model, await RemindAsync(rollout, cohort, notice, ct)), model.YourSessionIs),
            Notices.SessionReminder => (SessionNoteCards.Soon(model), model.YourTrainingIs),
            _ => (SessionNoteCards.Offer(model), MemberTexts.ThereIsAnotherTrainingSession),
        };
    }

    // Composing the trainer's card triggers everybody else's reminder; a repeat reminds nobody
    // twice.
    private async Task<int> RemindAsync(StoredRollout rollout, Cohort cohort, DeliveryKey notice, CancellationToken ct)
    {
        var members = await cohorts.ListParticipantsAsync(new CohortKey(rollout.Id, cohort.Id), ct: ct)
            .Where(person => person.IsPresent && person.Person.Id != notice.Person)
            .Select(person => notice with { Person = person.Person.Id, Kind = Notices.SessionReminder })
            .ToListAsync(ct);
        if (members.Count > 0)
        {
            await notifier.NotifyEachAsync(rollout, members, ct);
        }

        return members.Count;
    }
}
