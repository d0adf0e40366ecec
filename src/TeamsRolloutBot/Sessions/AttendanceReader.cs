using TeamsRolloutBot.Cards;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Sessions;

/// <summary>Reads a page of a session's attendance list.</summary>
internal sealed class AttendanceReader(SessionRepository sessions, CohortRepository cohorts)
{
    /// <param name="rollout">The rollout.</param>
    /// <param name="cohort">The cohort.</param>
    /// <param name="session">The session.</param>
    /// <param name="after">The position to continue after; null: the first page.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<AttendanceModel> ReadAsync(
        StoredRollout rollout, Cohort cohort, TrainingSession session, string? after, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohort.Id);
        var attended = await sessions.PrepareListAsync(key, session.Id, ct);
        var members = (await cohorts.GetCountsAsync(key, ct)).Members;
        var items = await sessions.ListPageAsync(key, session.Id, after, AttendanceCard.PageSize + 1, ct);
        var shown = items.Take(AttendanceCard.PageSize).ToList();
        return new AttendanceModel(
            rollout.Id, cohort, session, [.. shown.Select(item => new AttendanceLine(item.Person, item.Name, item.WasThere))],
            attended, members)
        {
            After = after,
            Next = items.Count > shown.Count ? shown[^1].Place : null,
        };
    }

    /// <summary>
    /// The same page with the same people after one of them was ticked: a tick changes somebody's
    /// position in the list, but not on the page.
    /// </summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="cohort">The cohort.</param>
    /// <param name="session">The session.</param>
    /// <param name="shown">The people on the page; those no longer members are omitted.</param>
    /// <param name="after">The <c>after</c> the page was read with.</param>
    /// <param name="next">The next position the page reported.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<AttendanceModel> ReadAgainAsync(
        StoredRollout rollout, Cohort cohort, TrainingSession session, IReadOnlyList<PersonId> shown, string? after, string? next,
        CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohort.Id);
        var attended = await sessions.PrepareListAsync(key, session.Id, ct);
        var members = (await cohorts.GetCountsAsync(key, ct)).Members;
        var people = await Task.WhenAll(shown.Select(async person =>
            await cohorts.FindParticipantAsync(key, person, ct) is { IsMember: true } member
                ? new AttendanceLine(person, member.Person.Name, await sessions.HasAttendedAsync(key, session.Id, person, ct))
                : null));
        return new AttendanceModel(
            rollout.Id, cohort, session, [.. people.OfType<AttendanceLine>()], attended, members)
        { After = after, Next = next };
    }
}
