namespace TeamsRolloutBot.Domain.Training;

/// <summary>A Phase 2 meeting.</summary>
/// <param name="Start">In the cohort's zone.</param>
/// <param name="Minutes">15 to 480.</param>
public sealed record TrainingSession(LocalDateTime Start, int Minutes)
{
    /// <summary>
    /// Identifies the session within its cohort: letters and digits; empty if imported and not
    /// numbered yet.
    /// </summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>Its title; null: product and cohort name.</summary>
    public string? Title { get; init; }

    /// <summary>A room, an address or a meeting link; null if the calendar has it.</summary>
    public string? Place { get; init; }

    /// <summary>Notes for everybody invited.</summary>
    public string? Notes { get; init; }

    /// <summary>The link to its recording.</summary>
    public string? Recording { get; init; }

    /// <summary>Who runs it; null: the cohort's implementation manager.</summary>
    public Person? Trainer { get; init; }

    /// <summary>
    /// Who planned it, or took it over as its trainer. It is only put in this person's calendar,
    /// since nobody else asked for it. Null if imported.
    /// </summary>
    public PersonId? PlannedBy { get; init; }

    /// <summary>The ids of the agenda topics covered; empty: all.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>How often it was changed after being planned.</summary>
    public int Sequence { get; init; }

    /// <summary>
    /// When it starts and ends. A skipped local time moves forward by the gap; for an ambiguous
    /// one, the first is used.
    /// </summary>
    public Interval In(DateTimeZone zone)
    {
        var start = zone.AtLeniently(Start).ToInstant();
        return new Interval(start, start + Duration.FromMinutes(Minutes));
    }
}
