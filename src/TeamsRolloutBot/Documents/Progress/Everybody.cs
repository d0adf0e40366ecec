using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Counts a rollout's people, each person once. Reads all of them, which suits weekly jobs and the
/// status of a few hundred people.
/// </summary>
internal sealed class Everybody(CohortRepository cohorts, SessionRepository sessions)
{
    /// <returns>The counts; null if there is only one cohort or too many people to compare, and the
    /// cohort counts have to do.</returns>
    public async Task<PeopleCounts?> CountAsync(
        StoredRollout rollout, IReadOnlyList<CohortProgress> progress, int most, CancellationToken ct)
    {
        if (progress.Count < 2 || progress.Sum(cohort => cohort.Counts.Members) > most)
        {
            return null;
        }

        var people = new Dictionary<string, PersonStanding>(StringComparer.OrdinalIgnoreCase);
        var read = await Task.WhenAll(progress.Select(cohort => ReadAsync(rollout, cohort, ct)));
        foreach (var (person, standing) in read.SelectMany(of => of))
        {
            people[person] = people.TryGetValue(person, out var elsewhere) ? elsewhere.With(standing) : standing;
        }

        return PeopleCounts.Of(people.Values);
    }

    // Reduced to the counted values right away, to avoid holding thousands of histories in memory.
    private async Task<List<(string Person, PersonStanding Standing)>> ReadAsync(
        StoredRollout rollout, CohortProgress cohort, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohort.Cohort.Id);
        var attendance = cohort.Trained > 0 ? await sessions.ListAttendanceAsync(key, ct) : null;
        return await cohorts
            .ListParticipantsAsync(key, ct: ct)
            .Where(participant => !participant.HasLeft)
            .Select(participant =>
                (
                    SeveralCohorts.KeyOf(participant.Person),
                    PersonStanding.Of(rollout.Definition, participant, attendance?.Contains(participant.Person.Id) == true)))
            .ToListAsync(ct);
    }
}
