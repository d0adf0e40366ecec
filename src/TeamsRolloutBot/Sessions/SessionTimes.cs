using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Sessions;

/// <summary>
/// Proposes session times from people's calendars: trainer and implementation manager must be free,
/// and as many members as possible.
/// </summary>
internal sealed class SessionTimes(ICalendar calendar, GraphConnection graph, GraphLevels levels, CohortRepository cohorts, IClock clock)
{
    private const int MostMembers = 58;
    private const int MostTimes = 5;
    private const int DaysWhenLate = 10;

    // People whose hours are unknown: office hours, even if the rollout sends to night shifts.
    private static readonly LocalTime OfficeStart = new(9, 0);
    private static readonly LocalTime OfficeEnd = new(17, 0);

    /// <returns>The times, the number of calendars read, and why there are none.</returns>
    public async Task<(IReadOnlyList<ProposedTime> Times, int Asked, string? Reason)> FindAsync(
        StoredRollout rollout, Cohort cohort, TrainingSession session, CancellationToken ct)
    {
        var trainer = TrainingPlan.TrainerOf(cohort, session) ?? rollout.Rollout.Owner;
        if (!graph.Serves(rollout.TenantId) || !levels.IsOpen(GraphFeature.Calendar))
        {
            return ([], 0, MemberTexts.TheBotMayNotReadCalendars);
        }

        var needed = new[] { trainer.Email, cohort.ImplementationManager?.Email }.OfType<string>().Distinct().ToList();
        var others = new List<string>();
        await foreach (var participant in cohorts.ListParticipantsAsync(new CohortKey(rollout.Id, cohort.Id), ct: ct))
        {
            if (others.Count == MostMembers)
            {
                break;
            }

            if (participant is { IsMember: true, Person.Email: { } address } && !needed.Contains(address))
            {
                others.Add(address);
            }
        }

        var (from, to) = Days(rollout.Definition, cohort);
        var between = new Interval(cohort.Zone.AtStartOfDay(from).ToInstant(), cohort.Zone.AtStartOfDay(to.PlusDays(1)).ToInstant());
        try
        {
            var schedules = await calendar.ReadSchedulesAsync(
                trainer.Id.IsMail ? trainer.Email! : trainer.Id.Value, [.. needed, .. others], between, ct);
            var attendees = schedules
                .Where(schedule => schedule.Busy is not null)
                .Select(
                    schedule =>
                        new Attendee(needed.Contains(schedule.Address, StringComparer.OrdinalIgnoreCase), schedule.Busy!, schedule.Hours))
                .ToList();
            var standard = new WorkingHours(WorkingHours.EveryDay, OfficeStart, OfficeEnd, cohort.Zone);
            return (
                FreeTimes.Propose(
                    from, to, session.Minutes, standard, rollout.Definition.Timing.Calendar, cohort.Zone, attendees, MostTimes),
                attendees.Count, null);
        }
        catch (GraphException failure)
        {
            return (
                [], 0,
                failure.IsPassing
                    ? MemberTexts.CalendarsCantBeReadAtThe
                    : MemberTexts.TheBotMayNotReadCalendars);
        }
    }

    // From the invitation to the day before go-live; if that has passed, the coming days.
    private (LocalDate From, LocalDate To) Days(RolloutDefinition definition, Cohort cohort)
    {
        var tomorrow = clock.GetCurrentInstant().InZone(cohort.Zone).Date.PlusDays(1);
        var dates = new TouchpointDates(definition.Timing, definition.Timing.Calendar, cohort.GoLive);
        var from = LocalDate.Max(tomorrow, dates.Invitation);
        var to = cohort.GoLive.PlusDays(-1);
        return to < from ? (tomorrow, tomorrow.PlusDays(DaysWhenLate)) : (from, to);
    }
}
