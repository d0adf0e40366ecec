using System.Collections.Concurrent;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>Cohort schedules, cached per revision of a definition.</summary>
internal sealed class Schedules
{
    private const int MostKept = 2000;

    private readonly ConcurrentDictionary<(RolloutId Rollout, CohortId Cohort), (int Revision, CohortSchedule Schedule)> _schedules = new();

    /// <summary>A cohort's schedule; null if the rollout has no such cohort.</summary>
    public CohortSchedule? Of(StoredRollout rollout, CohortId id)
    {
        if (_schedules.TryGetValue((rollout.Id, id), out var known) && known.Revision == rollout.DefinitionRevision)
        {
            return known.Schedule;
        }

        if (rollout.Definition.FindCohort(id) is not { } cohort)
        {
            return null;
        }

        if (_schedules.Count > MostKept)
        {
            _schedules.Clear();
        }

        var schedule = new CohortSchedule(rollout.Definition.Timing, id, cohort.GoLive, cohort.Zone);
        _schedules[(rollout.Id, id)] = (rollout.DefinitionRevision, schedule);
        return schedule;
    }
}
