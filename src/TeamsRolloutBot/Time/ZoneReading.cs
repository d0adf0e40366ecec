namespace TeamsRolloutBot.Time;

/// <summary>Which time zone a text means.</summary>
/// <param name="Zone">The zone; null when there is none of that name, or several.</param>
/// <param name="Problem">A sentence that says why there is none, and what to write; null when there
/// is one.</param>
/// <param name="Candidates">The IANA names to choose from, where the text may mean several.</param>
internal sealed record ZoneReading(DateTimeZone? Zone, string? Problem, IReadOnlyList<string> Candidates)
{
    public static ZoneReading Of(DateTimeZone zone) => new(zone, null, []);
}
