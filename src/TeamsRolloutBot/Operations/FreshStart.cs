using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>Lets a member of a launched rollout start over.</summary>
internal sealed class FreshStart(CohortRepository cohorts, IOutbox outbox, SharedChecklist shared, IClock clock)
{
    /// <summary>
    /// Restarts a member: their progress and messages are discarded, and what is due again comes at
    /// their next send time. Their ticks as an implementation manager, and their questions, stay.
    /// False if they are not a member.
    /// </summary>
    public async Task<bool> StartAfreshAsync(StoredRollout rollout, CohortId cohortId, PersonId person, PersonId by, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohortId);
        var cohort = rollout.Definition.FindCohort(cohortId) ?? throw new ArgumentException("The rollout has no such cohort.",
            nameof(cohortId));
        var entry = AuditEntry.Of(AuditAction.StartedAfresh, by, clock.GetCurrentInstant()) with { Cohort = cohortId, Subjects = [person] };
        var from = await cohorts.ChangeAsync(
            key,
            rollout.Definition,
            async work =>
            {
                if (await work.FindParticipantAsync(person) is not { IsMember: true } before)
                {
                    return (Instant?)null;
                }

                await work.WithdrawAsync(before);
                var after = before with
                {
                    Progress = before.Progress.Without(Checklists.ForMember(rollout.Definition, before.Role)),
                    History = ContactHistory.Empty,
                    Answers = before.Answers.Clear(),
                    ActiveFrom = rollout.Definition.NextSendTime(cohort, before.Zone, clock.GetCurrentInstant()),
                };
                work.Put(before, after);
                work.Record(entry);
                return after.ActiveFrom;
            },
            ct);
        if (from is not { } at)
        {
            return false;
        }

        await shared.ClearAsync(rollout, cohortId, person, ct);
        await outbox.WakeAsync(rollout.Id, [cohortId], at, ct);
        return true;
    }
}
