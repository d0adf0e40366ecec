namespace TeamsRolloutBot.Domain.Training;

/// <summary>One Phase 2 meeting.</summary>
/// <param name="Start">In the cohort's zone.</param>
/// <param name="Minutes">15 to 480.</param>
public sealed record TrainingSession(LocalDateTime Start, int Minutes)
{
    /// <summary>
    /// Identifies the session within its cohort: letters and digits; empty for one of an imported
    /// definition that has none yet.
    /// </summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>What it is called; null: the product's name and the cohort's.</summary>
    public string? Title { get; init; }

    /// <summary>
    /// Where it is: a room, an address or the link to a meeting; null where the calendar says it.
    /// </summary>
    public string? Place { get; init; }

    /// <summary>What was noted for everybody who was invited.</summary>
    public string? Notes { get; init; }

    /// <summary>The link to its recording.</summary>
    public string? Recording { get; init; }

    /// <summary>Who runs it; null: the cohort's implementation manager.</summary>
    public Person? Trainer { get; init; }

    /// <summary>
    /// Who planned it, or took it over as its trainer: it stands in their calendar, and in nobody's
    /// who did not ask for it. Null for one of an imported definition.
    /// </summary>
    public PersonId? PlannedBy { get; init; }

    /// <summary>The ids of the agenda topics it goes through; empty: all.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>How often it was changed after it was planned.</summary>
    public int Sequence { get; init; }

    /// <summary>
    /// When it begins and ends. A local time that does not exist moves forward by the gap; one that
    /// exists twice is the first.
    /// </summary>
    public Interval In(DateTimeZone zone)
    {
        var start = zone.AtLeniently(Start).ToInstant();
        return new Interval(start, start + Duration.FromMinutes(Minutes));
    }
}
