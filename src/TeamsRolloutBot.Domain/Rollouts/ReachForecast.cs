namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>Who could not be reached if messages went out now.</summary>
/// <param name="People">Number of people in the rollout.</param>
/// <param name="Looked">How many were examined; only the first ones of a very large
/// rollout.</param>
/// <param name="Unreached">How many of those examined can't be reached, by obstacle.</param>
public sealed record ReachForecast(int People, int Looked, IReadOnlyDictionary<Obstacle, int> Unreached)
{
    /// <summary>As far as is known, everybody can be reached.</summary>
    public bool IsEverybody => Unreached.Values.All(count => count == 0);

    /// <summary>
    /// One sentence per obstacle, the most common first: <c>123 of 125 people have not got the app
    /// yet.</c>
    /// </summary>
    public IReadOnlyList<string> Sentences =>
    [
        .. Unreached
            .Where(count => count.Value > 0)
            .OrderByDescending(count => count.Value)
            .ThenBy(count => count.Key)
            .Select(count => RuleTexts.Of.With(count.Value, Whole, count.Key.Of(count.Value))),
    ];

    private string Whole =>
        Looked < People ? RuleTexts.TheFirstPeople.With(Looked) : People == 1 ? RuleTexts.Text1Person : RuleTexts.People.With(People);

    /// <param name="people">Number of people in the rollout.</param>
    /// <param name="looked">The obstacle of each person examined.</param>
    public static ReachForecast Of(int people, IReadOnlyCollection<Obstacle> looked)
    {
        ArgumentNullException.ThrowIfNull(looked);
        var unreached = looked.Where(obstacle => obstacle != Obstacle.None).GroupBy(obstacle => obstacle)
            .ToDictionary(group => group.Key, group => group.Count());
        return new ReachForecast(Math.Max(people, looked.Count), looked.Count, unreached);
    }
}
