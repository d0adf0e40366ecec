using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>A cohort as a status shows it.</summary>
/// <param name="Cohort">The cohort.</param>
/// <param name="Counts">Its counts.</param>
/// <param name="Trained">How many members were at a training session; null where nobody has noted
/// it.</param>
/// <param name="Standing">How it is doing.</param>
/// <param name="Dates">Its dates.</param>
/// <param name="Today">The day in its zone.</param>
internal sealed record CohortProgress(
    Cohort Cohort, CohortCounts Counts, int? Trained, CohortStanding Standing, TouchpointDates Dates, LocalDate Today)
{
    /// <summary>Phase 1 tasks done, in percent.</summary>
    public int Percent => Counts.Tasks == 0 ? 0 : (int)(100L * Counts.TasksDone / Counts.Tasks);

    /// <summary>Where it stands, such as <c>Phase 1</c>.</summary>
    public string Phase =>
        Today < Dates.Checklist ? ManagerTexts.NotBegun2 : Today < Dates.Invitation ? ManagerTexts.Phase1 : Today < Dates.GoLive
            ? ManagerTexts.Phase2 : ManagerTexts.Phase3;

    /// <summary>How it is doing, in a word or two.</summary>
    public string Health => Standing.Health switch
    {
        CohortHealth.NotBegun => ManagerTexts.Starts.With(Time.Dates.Short(Dates.Checklist)),
        CohortHealth.OnTrack => ManagerTexts.OnTrack2,
        CohortHealth.Behind => ManagerTexts.Behind,
        _ => ManagerTexts.NotKnown2,
    };

    /// <summary>Members whose last answer is not known, because they have given none.</summary>
    public int Silent => Counts.Members - Counts.UsageYes - Counts.UsagePartly - Counts.UsageNo;
}

/// <summary>A rollout as a status shows it.</summary>
internal sealed record RolloutProgressModel
{
    public required StoredRollout Rollout { get; init; }

    public required LocalDate Today { get; init; }

    public required IReadOnlyList<CohortProgress> Cohorts { get; init; }

    /// <summary>
    /// The people of all cohorts, each counted once; null where they were not compared, which takes
    /// reading them all.
    /// </summary>
    public PeopleCounts? Everybody { get; init; }

    /// <summary>
    /// The cohorts together. Where people were not compared, somebody in two cohorts counts in
    /// both.
    /// </summary>
    public PeopleCounts Together =>
        Everybody ?? PeopleCounts.Sum([.. Cohorts.Select(cohort => (cohort.Counts, cohort.Trained ?? 0))]);

    /// <summary>What is counted are people, and not their memberships in several cohorts.</summary>
    public bool CountsPeople => Cohorts.Count < 2 || Everybody is not null;

    /// <summary>How many people, in words.</summary>
    public string People => CountsPeople
        ? ManagerTexts.People2.With(Together.Members)
        : ManagerTexts.Memberships.With(Together.Members);

    /// <summary>
    /// What the bot may do here, and what the next permission would add; null for who could not
    /// change it.
    /// </summary>
    public string? Level { get; init; }

    /// <summary>
    /// What of Microsoft Graph has stopped working, for everybody who looks; null when nothing has.
    /// </summary>
    public string? Stopped { get; init; }

    /// <summary>How many subcontractors stand where; empty where there are none.</summary>
    public IReadOnlyDictionary<SubcontractorStatus, int> Subcontractors { get; init; } = new Dictionary<SubcontractorStatus, int>();

    /// <summary>The reader may change the rollout.</summary>
    public bool IsOwner { get; init; }
}

/// <summary>
/// Reads a rollout's progress: its counts, one row for each cohort, and not its people.
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
    /// The same with every person counted once. This reads all of its people, so give a limit where
    /// somebody waits for the answer.
    /// </summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="now">When it is.</param>
    /// <param name="most">Above so many memberships they are counted for each cohort.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<RolloutProgressModel> ReadWithPeopleAsync(
        StoredRollout rollout, Instant now, CancellationToken ct, int most = SeveralCohorts.MostPeople)
    {
        var model = await ReadAsync(rollout, now, ct);
        return model with { Everybody = await everybody.CountAsync(rollout, model.Cohorts, most, ct) };
    }

    // The attendance lists are read for those cohorts alone that had a session.
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

    // One session, or several of which each member goes to one; null where a list is not whole.
    private static int? Attended(IReadOnlyList<AttendanceList?> lists) =>
        lists.All(list => list is { IsWhole: true }) ? lists.Sum(list => list!.WereThere) : null;
}
