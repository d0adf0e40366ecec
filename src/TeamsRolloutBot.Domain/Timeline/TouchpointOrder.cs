namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>
/// The order in which touchpoints stand in a list: time, cohort, person, name of the kind, number.
/// </summary>
public static class TouchpointOrder
{
    public static Comparison<Touchpoint> ByTime { get; } = Compare;

    private static int Compare(Touchpoint left, Touchpoint right)
    {
        var order = left.Due.CompareTo(right.Due);
        order = order != 0 ? order : string.CompareOrdinal(left.Key.Cohort?.Value, right.Key.Cohort?.Value);
        order = order != 0 ? order : left.Key.Person.CompareTo(right.Key.Person);
        order = order != 0 ? order : string.CompareOrdinal(left.Kind.Name(), right.Kind.Name());
        return order != 0 ? order : left.Number.CompareTo(right.Number);
    }

    /// <summary>
    /// Whether two contacts of several cohorts go out on one day: where the first one's recipient
    /// is.
    /// </summary>
    public static bool IsSameDay(Decision first, Decision second) => first.Local.Date == second.At.InZone(first.Touchpoint.Zone).Date;

    /// <summary>
    /// Makes one of two touchpoints of one kind to one person on the same day: the first in the
    /// list stays. The list must be in order.
    /// </summary>
    public static IReadOnlyList<Touchpoint> OneOfAKindADay(IEnumerable<Touchpoint> ordered)
    {
        var seen = new HashSet<(PersonId, TouchpointKind, NodaTime.LocalDate)>();
        return [.. ordered.Where(touchpoint => seen.Add((touchpoint.Key.Person, touchpoint.Kind, touchpoint.Local.Date)))];
    }
}
