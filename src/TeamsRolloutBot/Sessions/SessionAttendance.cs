using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Sessions;

/// <summary>The state of a session's attendance report.</summary>
internal enum ReportState
{
    /// <summary>Attendance has been recorded.</summary>
    Read,

    /// <summary>There is no report yet.</summary>
    NotYet,

    /// <summary>No report is available: the trainer ticks the list.</summary>
    Unavailable,
}

/// <summary>
/// Attendance of a training session: from the meeting's report if that may be read.
/// </summary>
internal sealed class SessionAttendance(
    IAttendance attendance, GraphConnection graph, GraphLevels levels, SessionRepository sessions, CohortRepository cohorts, IClock clock)
{
    /// <summary>Reads the report and records attendance.</summary>
    /// <exception cref="GraphException">Graph is unavailable at the moment.</exception>
    public async Task<ReportState> ReadAsync(StoredRollout rollout, Cohort cohort, TrainingSession session, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohort.Id);
        if (!graph.Serves(rollout.TenantId)
            || !levels.IsOpen(GraphFeature.Attendance)
            || await FindMeetingAsync(key, session, ct) is not { JoinUrl: { } joinUrl } meeting)
        {
            return ReportState.Unavailable;
        }

        try
        {
            if (await attendance.ReadAsync(meeting.Organiser, joinUrl, ct) is not { } attended)
            {
                return ReportState.NotYet;
            }

            await MarkAsync(key, session, attended, ct);
            return ReportState.Read;
        }
        catch (GraphException failure) when (!failure.IsPassing)
        {
            return ReportState.Unavailable;
        }
    }

    private async Task<SessionEntry?> FindMeetingAsync(CohortKey key, TrainingSession session, CancellationToken ct)
    {
        await foreach (var entry in sessions.ListEntriesAsync(key, ct))
        {
            if (entry.Session == session.Id && entry.Part == 0)
            {
                return entry;
            }
        }

        return null;
    }

    private async Task MarkAsync(CohortKey key, TrainingSession session, IReadOnlyList<Attended> attended, CancellationToken ct)
    {
        var ids = attended.Where(person => person is { ObjectId: not null, Seconds: > 0 })
            .Select(person => PersonId.FromObjectId(person.ObjectId!.Value)).ToHashSet();
        var addresses = attended.Where(person => person.Seconds > 0 && EmailAddress.IsValid(person.Address))
            .Select(person => EmailAddress.Normalise(person.Address!)).ToHashSet();
        var present = new List<PersonId>();
        await foreach (var participant in cohorts.ListParticipantsAsync(key, ct: ct))
        {
            if (participant.IsMember
                && (ids.Contains(participant.Person.Id) || (participant.Person.Email is { } email && addresses.Contains(email))))
            {
                present.Add(participant.Person.Id);
            }
        }

        await sessions.MarkAsync(key, session.Id, present, attended: true, clock.GetCurrentInstant(), ct);
    }
}
