using System.Collections.Immutable;

namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>How many people and messages an obstacle affects.</summary>
public readonly record struct ObstacleCount(int People, int Messages)
{
    public static ObstacleCount operator +(ObstacleCount left, ObstacleCount right) =>
        new(left.People + right.People, left.Messages + right.Messages);

    public static ObstacleCount operator -(ObstacleCount left, ObstacleCount right) =>
        new(left.People - right.People, left.Messages - right.Messages);

    public static ObstacleCount Add(ObstacleCount left, ObstacleCount right) => left + right;

    public static ObstacleCount Subtract(ObstacleCount left, ObstacleCount right) => left - right;
}

/// <summary>
/// A cohort's blocked people and messages by obstacle. Two tallies with the same counts are equal.
/// </summary>
public sealed class ObstacleTally : IEquatable<ObstacleTally>
{
    private readonly ImmutableSortedDictionary<Obstacle, ObstacleCount> _counts;

    /// <param name="counts">Counts by obstacle; zero counts are dropped.</param>
    public ObstacleTally(IEnumerable<KeyValuePair<Obstacle, ObstacleCount>> counts) =>
        _counts = counts.Where(count => count.Value != default).ToImmutableSortedDictionary();

    public static ObstacleTally Empty { get; } = new([]);

    public IReadOnlyDictionary<Obstacle, ObstacleCount> Counts => _counts;

    public ObstacleCount this[Obstacle obstacle] => _counts.GetValueOrDefault(obstacle);

    /// <summary>Messages waiting for people to get the app.</summary>
    public int WaitingMessages => _counts.Where(count => count.Key.IsWaiting()).Sum(count => count.Value.Messages);

    /// <summary>
    /// People who do not have the app yet. A person with two obstacles is counted under both.
    /// </summary>
    public int WaitingPeople => _counts.Where(count => count.Key.IsWaiting()).Sum(count => count.Value.People);

    /// <summary>The tally after a participant has changed; null means absent.</summary>
    public ObstacleTally Change(Participant? before, Participant? after)
    {
        var (old, now) = (Of(before), Of(after));
        return old.Count == 0 && now.Count == 0
            ? this
            : new ObstacleTally(_counts.Keys.Union(old.Keys).Union(now.Keys)
                .Select(
                    obstacle =>
                        KeyValuePair.Create(obstacle, this[obstacle] - old.GetValueOrDefault(obstacle) + now.GetValueOrDefault(obstacle))));
    }

    public static ObstacleTally Sum(IEnumerable<ObstacleTally> tallies) => new(tallies
        .SelectMany(tally => tally.Counts)
        .GroupBy(count => count.Key)
        .Select(group => KeyValuePair.Create(group.Key, group.Aggregate(default(ObstacleCount), (sum, count) => sum + count.Value))));

    public bool Equals(ObstacleTally? other) => other is not null && _counts.SequenceEqual(other._counts);

    public override bool Equals(object? obj) => Equals(obj as ObstacleTally);

    public override int GetHashCode() => _counts.Aggregate(0, HashCode.Combine);

    private static Dictionary<Obstacle, ObstacleCount> Of(Participant? participant)
    {
        var counts = new Dictionary<Obstacle, ObstacleCount>();
        foreach (var contact in participant is { HasLeft: false } ? participant.History.Contacts.Values : [])
        {
            // Failures without a recorded obstacle (earlier releases) are not tallied.
            if (contact is { Outcome: ContactOutcome.Failed, Obstacle: not Obstacle.None })
            {
                counts[contact.Obstacle] = new ObstacleCount(1, counts.GetValueOrDefault(contact.Obstacle).Messages + 1);
            }
        }

        return counts;
    }
}
