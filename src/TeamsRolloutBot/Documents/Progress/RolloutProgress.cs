using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>A cohort's status.</summary>
/// <param name="Cohort">The cohort.</param>
/// <param name="Counts">The cohort's counts.</param>
/// <param name="Trained">How many members attended training; null if attendance is not
/// recorded.</param>
/// <param name="Standing">Its health.</param>
/// <param name="Dates">Its touchpoint dates.</param>
/// <param name="Today">Today in its zone.</param>
internal sealed record CohortProgress(
    Cohort Cohort, CohortCounts Counts, int? Trained, CohortStanding Standing, TouchpointDates Dates, LocalDate Today)
{
    /// <summary>The percentage of Phase 1 tasks done.</summary>
    public int Percent => Counts.Tasks == 0 ? 0 : (int)(100L * Counts.TasksDone / Counts.Tasks);

    /// <summary>Its current phase, such as <c>Phase 1</c>.</summary>
    public string Phase =>
        Today < Dates.Checklist ? ManagerTexts.NotBegun2 : Today < Dates.Invitation ? ManagerTexts.Phase1 : Today < Dates.GoLive
            ? ManagerTexts.Phase2 : ManagerTexts.Phase3;

    /// <summary>Its health in a word or two.</summary>
    public string Health => Standing.Health switch
    {
        CohortHealth.NotBegun => ManagerTexts.Starts.With(Time.Dates.Short(Dates.Checklist)),
        CohortHealth.OnTrack => ManagerTexts.OnTrack2,
        CohortHealth.Behind => ManagerTexts.Behind,
        _ => ManagerTexts.NotKnown2,
    };

    /// <summary>Members who have not answered any check-in.</summary>
    public int Silent => Counts.Members - Counts.UsageYes - Counts.UsagePartly - Counts.UsageNo;
}

/// <summary>A rollout's status.</summary>
internal sealed record RolloutProgressModel
{
    public required StoredRollout Rollout { get; init; }

    public required LocalDate Today { get; init; }

    public required IReadOnlyList<CohortProgress> Cohorts { get; init; }

    /// <summary>
    /// All cohorts' people, each counted once; null if not compared, which requires reading all of
    /// them.
    /// </summary>
    public PeopleCounts? Everybody { get; init; }

    /// <summary>
    /// The totals over all cohorts. Without a comparison, a person in two cohorts counts twice.
    /// </summary>
    public PeopleCounts Together =>
        Everybody ?? PeopleCounts.Sum([.. Cohorts.Select(cohort => (cohort.Counts, cohort.Trained ?? 0))]);

    /// <summary>Whether the totals count people rather than memberships.</summary>
    public bool CountsPeople => Cohorts.Count < 2 || Everybody is not null;

    /// <summary>The number of people, in words.</summary>
    public string People => CountsPeople
        ? ManagerTexts.People2.With(Together.Members)
        : ManagerTexts.Memberships.With(Together.Members);

    /// <summary>
    /// The bot's permission level and what the next permission would add; null for readers who
    /// cannot change it.
    /// </summary>
    public string? Level { get; init; }

    /// <summary>
    /// What has stopped working in Microsoft Graph, for all readers; null if nothing has.
    /// </summary>
    public string? Stopped { get; init; }

    /// <summary>The number of subcontractors by status; may be empty.</summary>
    public IReadOnlyDictionary<SubcontractorStatus, int> Subcontractors { get; init; } = new Dictionary<SubcontractorStatus, int>();

    /// <summary>The reader may change the rollout.</summary>
    public bool IsOwner { get; init; }
}

/// <summary>
/// Reads a rollout's progress from its counts, one row per cohort, without reading its people.
/// </summary>
internal sealed class RolloutProgress(
    CohortRepository cohorts, SubcontractorRepository subcontractors, GraphLevels levels, Everybody everybody)
{
    public async Task<RolloutProgressModel> ReadAsync(StoredRollout rollout, Instant now, CancellationToken ct)
    {
        var definition = rollout.Definition;
        var calendar = definition.Timing.Calendar;

        var counts = cohorts.ListCountsAsync(rollout, ct);
        var outside = definition.Playbook.Subcontractors is null ? null : subcontractors.CountsAsync(rollout.Id, ct);
        var training = await TrainingAsync(rollout, now, ct);
        var known = await counts;
        var list = CohortOrder.ByGoLive(definition).Select(cohort =>
        {
            var (dates, today) = (new TouchpointDates(definition.Timing, calendar, cohort.GoLive), now.InZone(cohort.Zone).Date);
            var standing = CohortStanding.Of(known[cohort.Id], training[cohort.Id], dates, definition.Timing.CheckInCount, today);
            return new CohortProgress(cohort, known[cohort.Id], training[cohort.Id].Attended, standing, dates, today);
        }).ToList();

        return new RolloutProgressModel
        {
            Rollout = rollout,
            Today = now.InZone(definition.Zone).Date,
            Cohorts = list,
            Subcontractors = outside is null ? new Dictionary<SubcontractorStatus, int>() : await outside,
            Level = levels.Describe(),
            Stopped = levels.Stopped(),
        };
    }

    /// <summary>
    /// The same with every person counted once. Reads all of the rollout's people, so set a limit
    /// if a user is waiting.
    /// </summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="now">The current time.</param>
    /// <param name="most">Above this many memberships, people are counted per cohort
    /// instead.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<RolloutProgressModel> ReadWithPeopleAsync(
        StoredRollout rollout, Instant now, CancellationToken ct, int most = SeveralCohorts.MostPeople)
    {
        var model = await ReadAsync(rollout, now, ct);
        return model with { Everybody = await everybody.CountAsync(rollout, model.Cohorts, most, ct) };
    }

    // Reads attendance only for cohorts that have had a session.
    private async Task<IReadOnlyDictionary<CohortId, TrainingHeld>> TrainingAsync(StoredRollout rollout, Instant now, CancellationToken ct)
    {
        var held = rollout.Definition.Cohorts.ToDictionary(cohort => cohort.Id, cohort => TrainingPlan.Held(cohort, now));
        var lists = await cohorts.ListAttendanceAsync(
            rollout.Id, [.. held.Where(cohort => cohort.Value.Count > 0).Select(cohort => cohort.Key)], ct);
        return held.ToDictionary(
            cohort => cohort.Key,
            cohort =>
                new TrainingHeld(
                    cohort.Value.Count, Attended([.. cohort.Value.Select(session => lists[cohort.Key].GetValueOrDefault(session.Id))])));
    }

    // Each member attends one of the sessions, so attendance adds up; null if any list is
    // incomplete.
    private static int? Attended(IReadOnlyList<AttendanceList?> lists) =>
        lists.All(list => list is { IsWhole: true }) ? lists.Sum(list => list!.WereThere) : null;
}
