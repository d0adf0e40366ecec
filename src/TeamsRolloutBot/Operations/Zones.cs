using NodaTime;
using NodaTime.TimeZones;

namespace TeamsRolloutBot.Operations;

/// <summary>Finds the time zone somebody means: an IANA name, a Windows name, a city, or the usual name of a zone.</summary>
internal static class Zones
{
    private static readonly Dictionary<string, string> UsualNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["eastern"] = "America/New_York",
        ["et"] = "America/New_York",
        ["central"] = "America/Chicago",
        ["ct"] = "America/Chicago",
        ["mountain"] = "America/Denver",
        ["mt"] = "America/Denver",
        ["arizona"] = "America/Phoenix",
        ["pacific"] = "America/Los_Angeles",
        ["pt"] = "America/Los_Angeles",
        ["alaska"] = "America/Anchorage",
        ["hawaii"] = "Pacific/Honolulu",
        ["uk"] = "Europe/London",
        ["germany"] = "Europe/Berlin",
        ["gmt"] = "Etc/GMT",
        ["utc"] = "Etc/UTC",
        ["salt lake city"] = "America/Denver",
        ["boulder"] = "America/Denver",
        ["san francisco"] = "America/Los_Angeles",
        ["seattle"] = "America/Los_Angeles",
        ["dallas"] = "America/Chicago",
        ["houston"] = "America/Chicago",
        ["boston"] = "America/New_York",
        ["atlanta"] = "America/New_York",
        ["miami"] = "America/New_York",
        ["munich"] = "Europe/Berlin",
    };

    private static readonly Lazy<Dictionary<string, string>> Cities = new(() => TzdbDateTimeZoneSource.Default.CanonicalIdMap.Keys
        .Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal))
        .GroupBy(id => id[(id.LastIndexOf('/') + 1)..].Replace('_', ' '), StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Select(id => TzdbDateTimeZoneSource.Default.CanonicalIdMap[id]).Distinct().Count() == 1)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase));

    public static DateTimeZone? Find(string text)
    {
        var name = text.Trim();
        if (name.Length is 0 or > 80)
        {
            return null;
        }

        if (TzdbDateTimeZoneSource.Default.CanonicalIdMap.Keys.FirstOrDefault(id => string.Equals(id, name, StringComparison.OrdinalIgnoreCase)) is { } exact)
        {
            return DateTimeZoneProviders.Tzdb[exact];
        }

        if (TzdbDateTimeZoneSource.Default.WindowsToTzdbIds.FirstOrDefault(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase)).Value is { } windows)
        {
            return DateTimeZoneProviders.Tzdb[windows];
        }

        if (UsualNames.TryGetValue(name, out var usual) || Cities.Value.TryGetValue(name, out usual))
        {
            return DateTimeZoneProviders.Tzdb[usual];
        }

        return name.EndsWith(" time", StringComparison.OrdinalIgnoreCase) ? Find(name[..^5]) : null;
    }
}
