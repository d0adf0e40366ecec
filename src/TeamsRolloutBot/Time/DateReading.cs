namespace TeamsRolloutBot.Time;

/// <summary>The result of reading a date.</summary>
/// <param name="Date">The date; null if the text is not one.</param>
/// <param name="Problem">A sentence that says why not and how to write it; null if there is a
/// date.</param>
/// <param name="IsAssumed">The text is ambiguous (day and month order, or an implied year or week):
/// read it back in words before relying on it.</param>
/// <param name="Time">The time next to it, if any.</param>
internal readonly record struct DateReading(LocalDate? Date, string? Problem = null, bool IsAssumed = false, LocalTime? Time = null);
