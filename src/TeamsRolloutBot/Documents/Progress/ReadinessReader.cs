using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>A cohort's readiness before Phase 2.</summary>
/// <param name="RolloutId">For the buttons.</param>
/// <param name="Definition">The rollout.</param>
/// <param name="Cohort">The cohort.</param>
/// <param name="Counts">The cohort's counts.</param>
/// <param name="Behind">Some people with open tasks, and how many are open.</param>
/// <param name="TrainingOn">When the training invitations go out.</param>
internal sealed record ReadinessModel(
    RolloutId RolloutId, RolloutDefinition Definition, Cohort Cohort, CohortCounts Counts, IReadOnlyList<(string Name, int Open)> Behind,
    NodaTime.LocalDate TrainingOn);

/// <summary>
/// Reads who in a cohort has not finished Phase 1: the counts and the first few names.
/// </summary>
internal sealed class ReadinessReader(CohortRepository cohorts)
{
    private const int NamesShown = 10;

    // Limits the rows searched for names in a large cohort that is almost ready.
    private const int MostRead = 500;

    public async Task<ReadinessModel> ReadAsync(StoredRollout rollout, Cohort cohort, CancellationToken ct)
    {
        var definition = rollout.Definition;
        var key = new CohortKey(rollout.Id, cohort.Id);
        var behind = new List<(string Name, int Open)>();
        await foreach (var participant in cohorts.ListParticipantsAsync(key, limit: MostRead, ct: ct))
        {
            var tasks = Checklists.ForMember(definition, participant.Role);
            var open = tasks.Count - participant.Progress.CountDone(tasks);
            if (participant.IsMember && open > 0)
            {
                behind.Add((participant.Person.Name, open));
                if (behind.Count == NamesShown)
                {
                    break;
                }
            }
        }

        var dates = new TouchpointDates(definition.Timing, definition.Timing.Calendar, cohort.GoLive);
        return new ReadinessModel(rollout.Id, definition, cohort, await cohorts.GetCountsAsync(key, ct), behind, dates.Invitation);
    }
}
