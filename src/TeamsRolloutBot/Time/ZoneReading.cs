namespace TeamsRolloutBot.Time;

/// <summary>The result of reading a time zone.</summary>
/// <param name="Zone">The zone; null if unknown or ambiguous.</param>
/// <param name="Problem">A sentence that says why there is no zone and what to write; null if there
/// is one.</param>
/// <param name="Candidates">The IANA names to choose from if the text is ambiguous.</param>
internal sealed record ZoneReading(DateTimeZone? Zone, string? Problem, IReadOnlyList<string> Candidates)
{
    public static ZoneReading Of(DateTimeZone zone) => new(zone, null, []);
}
