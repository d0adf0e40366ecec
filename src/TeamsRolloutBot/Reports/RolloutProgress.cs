using NodaTime;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Reports;

/// <summary>A cohort as a status shows it.</summary>
/// <param name="Cohort">The cohort.</param>
/// <param name="Counts">Its counts.</param>
/// <param name="Phase">Where it stands, such as <c>Phase 1</c>.</param>
/// <param name="State">In a word or two: <c>on track</c>, <c>4 have not started</c>.</param>
/// <param name="IsBehind">Somebody has to look at it.</param>
/// <param name="Dates">Its dates.</param>
internal sealed record CohortProgress(Cohort Cohort, CohortCounts Counts, string Phase, string State, bool IsBehind, TouchpointDates Dates)
{
    /// <summary>Phase 1 tasks done, in percent.</summary>
    public int Percent => Counts.Tasks == 0 ? 0 : (int)(100L * Counts.TasksDone / Counts.Tasks);
}

/// <summary>A rollout as a status shows it.</summary>
internal sealed record RolloutProgressModel
{
    public required StoredRollout Rollout { get; init; }

    public required LocalDate Today { get; init; }

    public required IReadOnlyList<CohortProgress> Cohorts { get; init; }

    /// <summary>What the bot may do here, and what the next permission would add.</summary>
    public required string Level { get; init; }

    /// <summary>The reader may change the rollout.</summary>
    public bool IsOwner { get; init; }
}

/// <summary>Reads a rollout's progress: its counts, one row for each cohort, and never its people.</summary>
internal sealed class RolloutProgress(CohortRepository cohorts, GraphLevels levels)
{
    public async Task<RolloutProgressModel> ReadAsync(StoredRollout rollout, Instant now, CancellationToken ct)
    {
        var definition = rollout.Definition;
        var calendar = definition.Timing.Calendar;

        var counts = await cohorts.ListCountsAsync(rollout, ct);
        var list = CohortOrder.ByGoLive(definition)
            .Select(cohort => Judge(cohort, counts[cohort.Id], new TouchpointDates(definition.Timing, calendar, cohort.GoLive), now.InZone(cohort.Zone).Date))
            .ToList();

        return new RolloutProgressModel
        {
            Rollout = rollout,
            Today = now.InZone(definition.Zone).Date,
            Cohorts = list,
            Level = levels.Describe(),
        };
    }

    private static CohortProgress Judge(Cohort cohort, CohortCounts counts, TouchpointDates dates, LocalDate today)
    {
        var phase = today < dates.Checklist ? "Not begun" : today < dates.Invitation ? "Phase 1" : today < dates.GoLive ? "Phase 2" : "Phase 3";
        var (state, isBehind) = phase switch
        {
            _ when counts.Members == 0 => ("nobody in it", true),
            "Not begun" => ($"starts {Cards.Dates.Short(dates.Checklist)}", false),
            "Phase 3" when counts.AtRisk > 0 => ($"{counts.AtRisk} at risk", true),
            "Phase 3" => ($"{counts.UsageYes} of {counts.Members} use it", false),
            _ when counts.Started < counts.Members && today > dates.Email => (Cards.CardKit.Count(counts.Members - counts.Started, "person has not started", "people have not started"), true),
            _ when counts.Ready < counts.Members && today >= dates.Readiness => ($"{counts.Members - counts.Ready} not ready", true),
            _ => ("on track", false),
        };
        return new CohortProgress(cohort, counts, phase, state, isBehind, dates);
    }
}
