namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>Who could not be reached if messages went out now.</summary>
/// <param name="People">How many people the rollout has.</param>
/// <param name="Looked">How many of them were looked at; of a very large rollout the first.</param>
/// <param name="Unreached">How many of those can't be reached, by obstacle.</param>
public sealed record ReachForecast(int People, int Looked, IReadOnlyDictionary<Obstacle, int> Unreached)
{
    /// <summary>Everybody can be reached, as far as is known.</summary>
    public bool IsEverybody => Unreached.Values.All(count => count == 0);

    /// <summary>
    /// A sentence for each obstacle, those that concern most people first: <c>123 of 125 people
    /// have not got the app yet.</c>
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

    /// <param name="people">How many people the rollout has.</param>
    /// <param name="looked">What keeps messages from each of those who were looked at.</param>
    public static ReachForecast Of(int people, IReadOnlyCollection<Obstacle> looked)
    {
        ArgumentNullException.ThrowIfNull(looked);
        var unreached = looked.Where(obstacle => obstacle != Obstacle.None).GroupBy(obstacle => obstacle)
            .ToDictionary(group => group.Key, group => group.Count());
        return new ReachForecast(Math.Max(people, looked.Count), looked.Count, unreached);
    }
}
