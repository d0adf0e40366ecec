using System.Collections.Immutable;

namespace TeamsRolloutBot.Domain.CheckIns;

/// <summary>The answers to one check-in.</summary>
/// <param name="Sent">How many members it was sent to.</param>
/// <param name="Yes">How many use the product as agreed.</param>
/// <param name="Partly">How many use it partly.</param>
/// <param name="No">How many do not use it.</param>
public readonly record struct CheckInCount(int Sent, int Yes, int Partly, int No)
{
    public int Answered => Yes + Partly + No;

    public static CheckInCount operator +(CheckInCount left, CheckInCount right) =>
        new(left.Sent + right.Sent, left.Yes + right.Yes, left.Partly + right.Partly, left.No + right.No);

    public static CheckInCount operator -(CheckInCount left, CheckInCount right) =>
        new(left.Sent - right.Sent, left.Yes - right.Yes, left.Partly - right.Partly, left.No - right.No);

    public static CheckInCount Add(CheckInCount left, CheckInCount right) => left + right;

    public static CheckInCount Subtract(CheckInCount left, CheckInCount right) => left - right;
}

/// <summary>
/// The counts of a cohort's check-ins. Two tallies with the same counts are equal.
/// </summary>
public sealed class CheckInTally : IEquatable<CheckInTally>
{
    private readonly ImmutableSortedDictionary<int, CheckInCount> _counts;

    /// <param name="counts">Counts by check-in number; zero counts are dropped.</param>
    public CheckInTally(IEnumerable<KeyValuePair<int, CheckInCount>> counts) =>
        _counts = counts.Where(count => count.Value != default).ToImmutableSortedDictionary();

    public static CheckInTally Empty { get; } = new([]);

    /// <summary>The check-ins sent, by number.</summary>
    public IReadOnlyDictionary<int, CheckInCount> Counts => _counts;

    /// <summary>The answers to a check-in; all zero if it was not sent.</summary>
    public CheckInCount this[int number] => _counts.GetValueOrDefault(number);

    /// <summary>The tally after a member has changed; null means absent.</summary>
    public CheckInTally Change(Participant? before, Participant? after)
    {
        var (old, now) = (Of(before), Of(after));
        return old.SequenceEqual(now)
            ? this
            : new CheckInTally(
                _counts
                    .Keys.Union(old.Keys)
                    .Union(now.Keys)
                    .Select(number =>
                        KeyValuePair.Create(number, this[number] - old.GetValueOrDefault(number) + now.GetValueOrDefault(number))
                    )
            );
    }

    public bool Equals(CheckInTally? other) => other is not null && _counts.SequenceEqual(other._counts);

    public override bool Equals(object? obj) => Equals(obj as CheckInTally);

    public override int GetHashCode() => _counts.Aggregate(0, HashCode.Combine);

    private static SortedDictionary<int, CheckInCount> Of(Participant? participant)
    {
        var counts = new SortedDictionary<int, CheckInCount>();
        if (participant is not { IsMember: true })
        {
            return counts;
        }

        foreach (var ((kind, number), contact) in participant.History.Contacts)
        {
            if (kind == TouchpointKind.CheckIn && contact.HasReached)
            {
                counts[number] = participant.Answers.GetValueOrDefault(number)?.Usage switch
                {
                    Usage.Yes => new CheckInCount(1, 1, 0, 0),
                    Usage.Partly => new CheckInCount(1, 0, 1, 0),
                    Usage.No => new CheckInCount(1, 0, 0, 1),
                    _ => new CheckInCount(1, 0, 0, 0),
                };
            }
        }

        return counts;
    }
}
