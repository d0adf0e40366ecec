using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>Reads who cannot currently be reached by a rollout's messages.</summary>
internal sealed class ReachReader(CohortRepository cohorts, UserRepository users, GraphConnection graph, GraphLevels levels)
{
    // The user is waiting; a sample of the first people is enough.
    private const int MostLooked = 2000;

    /// <summary>Whether the bot installs the app for the people it writes to.</summary>
    public bool Installs(StoredRollout rollout) => graph.Serves(rollout.TenantId) && levels.IsOpen(GraphFeature.Installation);

    /// <param name="rollout">The rollout.</param>
    /// <param name="members">How many members each cohort has.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<ReachForecast> ReadAsync(StoredRollout rollout, IReadOnlyDictionary<CohortId, int> members, CancellationToken ct)
    {
        var looked = new List<Task<List<PersonId>>>();
        var left = MostLooked;
        foreach (var cohort in CohortOrder.ByGoLive(rollout.Definition).TakeWhile(_ => left > 0))
        {
            looked.Add(
                cohorts
                    .ListParticipantsAsync(new CohortKey(rollout.Id, cohort.Id), limit: left, ct: ct)
                    .Where(person => person.IsMember)
                    .Select(person => person.Person.Id)
                    .ToListAsync(ct)
                    .AsTask()
            );
            left -= members.GetValueOrDefault(cohort.Id);
        }

        PersonId[] people = [.. (await Task.WhenAll(looked)).SelectMany(ids => ids).Distinct().Take(MostLooked)];
        var references = await users.FindReferencesAsync(rollout.TenantId, people, ct);
        var installs = Installs(rollout);
        var total = members.Values.Sum();
        return ReachForecast.Of(
            total > MostLooked ? total : people.Length,
            [.. references.Select(reference => UserReference.ObstacleOf(reference, installs))]);
    }
}
