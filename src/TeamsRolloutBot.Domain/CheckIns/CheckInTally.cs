using System.Collections.Immutable;

namespace TeamsRolloutBot.Domain.CheckIns;

/// <summary>How a check-in was answered.</summary>
/// <param name="Sent">To how many members it went out.</param>
/// <param name="Yes">How many use the product as agreed; the next two likewise.</param>
/// <param name="Partly">Partly.</param>
/// <param name="No">Not at all.</param>
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
/// The check-ins of a cohort, each with its count. Two tallies with the same counts are equal.
/// </summary>
public sealed class CheckInTally : IEquatable<CheckInTally>
{
    private readonly ImmutableSortedDictionary<int, CheckInCount> _counts;

    /// <param name="counts">By number; those of zero are left out.</param>
    public CheckInTally(IEnumerable<KeyValuePair<int, CheckInCount>> counts) =>
        _counts = counts.Where(count => count.Value != default).ToImmutableSortedDictionary();

    public static CheckInTally Empty { get; } = new([]);

    /// <summary>The check-ins that were sent, by number.</summary>
    public IReadOnlyDictionary<int, CheckInCount> Counts => _counts;

    /// <summary>How a check-in was answered; all zero where it was not sent.</summary>
    public CheckInCount this[int number] => _counts.GetValueOrDefault(number);

    /// <summary>The tally after a member has changed; null: not there.</summary>
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
