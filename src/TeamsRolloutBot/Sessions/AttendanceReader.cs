using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Training;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Sessions;

/// <summary>Reads a page of a session's attendance list.</summary>
internal sealed class AttendanceReader(SessionRepository sessions, CohortRepository cohorts)
{
    public async Task<AttendanceModel> ReadAsync(StoredRollout rollout, Cohort cohort, TrainingSession session, int page, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohort.Id);
        var attended = await sessions.ListAttendedAsync(key, session.Id, ct);
        var members = new List<Participant>();
        await foreach (var participant in cohorts.ListParticipantsAsync(key, ct: ct))
        {
            if (participant.IsMember)
            {
                members.Add(participant);
            }
        }

        var pages = Math.Max(1, (members.Count + AttendanceCard.PageSize - 1) / AttendanceCard.PageSize);
        page = Math.Clamp(page, 0, pages - 1);

        // Who is missing first: those are to be looked at.
        var shown = members.OrderBy(member => attended.Contains(member.Person.Id)).ThenBy(member => member.Person.Name, StringComparer.OrdinalIgnoreCase)
            .Skip(page * AttendanceCard.PageSize)
            .Take(AttendanceCard.PageSize)
            .Select(member => (member.Person.Id.Value, member.Person.Name, attended.Contains(member.Person.Id)))
            .ToList();
        return new AttendanceModel(rollout.Id.Value, cohort, session, shown, members.Count(member => attended.Contains(member.Person.Id)), members.Count, page, pages);
    }
}
