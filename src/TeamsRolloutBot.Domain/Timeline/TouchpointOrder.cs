namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>
/// The list order of touchpoints: time, cohort, person, name of the kind, number.
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
    /// Whether two contacts from different cohorts go out on the same day in the first recipient's
    /// zone.
    /// </summary>
    public static bool IsSameDay(Decision first, Decision second) => first.Local.Date == second.At.InZone(first.Touchpoint.Zone).Date;

    /// <summary>
    /// Keeps only the first of several touchpoints of one kind to one person on the same day. The
    /// input must be in order.
    /// </summary>
    public static IReadOnlyList<Touchpoint> OneOfAKindADay(IEnumerable<Touchpoint> ordered)
    {
        var seen = new HashSet<(PersonId, TouchpointKind, NodaTime.LocalDate)>();
        return [.. ordered.Where(touchpoint => seen.Add((touchpoint.Key.Person, touchpoint.Kind, touchpoint.Local.Date)))];
    }
}
