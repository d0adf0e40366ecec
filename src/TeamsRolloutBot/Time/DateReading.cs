namespace TeamsRolloutBot.Time;

/// <summary>What a text says about a day.</summary>
/// <param name="Date">The day; null when the text is no date.</param>
/// <param name="Problem">A sentence that says why not, and how to write it; null when there is a
/// date.</param>
/// <param name="IsAssumed"> Another reading is possible (order of day and month, or a year or week
/// that is not said): say it back in words before it counts. </param>
/// <param name="Time">The time of day beside it, if there is one.</param>
internal readonly record struct DateReading(LocalDate? Date, string? Problem = null, bool IsAssumed = false, LocalTime? Time = null);
