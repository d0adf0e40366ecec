using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Sessions;

/// <summary>
/// Messages about training sessions. Composing one performs its action: writing calendars, reading
/// reports. Delivery retries what could not be done yet.
/// </summary>
internal sealed class SessionNotices(SessionCalendar calendar, SessionAttendance attendance, AttendanceReader reader, IClock clock)
{
    // Reports arrive within minutes; after this, fall back to the list.
    private static readonly Duration ReportWithin = Duration.FromHours(2);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(10);

    /// <summary>How long after a session's end attendance is asked about.</summary>
    public static readonly Duration AfterEnd = Duration.FromMinutes(15);

    /// <exception cref="ConnectorException">It is not known yet.</exception>
    public async Task<(AdaptiveCard? Card, string Summary)> ComposeAsync(
        StoredRollout rollout, Cohort cohort, DeliveryKey notice, CancellationToken ct)
    {
        try
        {
            return notice.Kind == Notices.Calendar
                ? await PlacedAsync(rollout, cohort, notice.IsQuiet, ct)
                : await AttendedAsync(rollout, cohort, notice.Reference, ct);
        }
        catch (GraphException failure) when (failure.IsPassing)
        {
            throw new ConnectorException(
                failure.Kind == GraphFailureKind.Throttled
                    ? ConnectorFailureKind.Throttled
                    : ConnectorFailureKind.Transient, failure.Message, failure)
            { RetryAfter = failure.RetryAfter };
        }
    }

    private async Task<(AdaptiveCard? Card, string Summary)> PlacedAsync(
        StoredRollout rollout, Cohort cohort, bool isQuiet, CancellationToken ct)
    {
        int? invited;
        try
        {
            invited = await calendar.SyncAsync(rollout, cohort, ct);
        }
        catch (GraphException failure) when (!failure.IsPassing)
        {
            invited = null;
        }

        return isQuiet ? default : (
            SessionsPlacedCard.Draw(new SessionsModel(rollout.Id, rollout.Definition, cohort, clock.GetCurrentInstant()), invited),
            MemberTexts.TrainingSessions);
    }

    private async Task<(AdaptiveCard? Card, string Summary)> AttendedAsync(
        StoredRollout rollout, Cohort cohort, string reference, CancellationToken ct)
    {
        // If it was moved or cancelled meanwhile, its new end has its own notice, or there is none.
        if (!rollout.Rollout.IsOpen
            || TrainingPlan.Sessions(cohort).FirstOrDefault(session => ReferenceOf(session) == reference) is not { } session)
        {
            return default;
        }

        var state = await attendance.ReadAsync(rollout, cohort, session, ct);
        if (state == ReportState.NotYet && clock.GetCurrentInstant() < session.In(cohort.Zone).End + ReportWithin)
        {
            throw new ConnectorException(
                ConnectorFailureKind.Transient, "The meeting's attendance report is not available yet.")
            { RetryAfter = AskAgainAfter };
        }

        var model = await reader.ReadAsync(rollout, cohort, session, null, ct);
        return (AttendanceCard.Draw(model with { IsFromReport = state == ReportState.Read }), MemberTexts.WhoWasAtTheTraining);
    }

    /// <summary>
    /// The reference of notices about a session: a moved session is asked about again.
    /// </summary>
    public static string ReferenceOf(TrainingSession session) => $"{session.Id}-{session.Sequence}";
}
