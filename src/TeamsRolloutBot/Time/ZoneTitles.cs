using System.Collections.Frozen;
using NodaTime.TimeZones;

namespace TeamsRolloutBot.Time;

/// <summary>
/// The titles of time zones in a picker, such as <c>(UTC-05:00) Eastern Time (US &amp; Canada)</c>.
/// <see cref="ZoneNames"/> can read each of them.
/// </summary>
internal static class ZoneTitles
{
    private static readonly FrozenDictionary<string, string> Common =
        ZoneTable.Common.ToFrozenDictionary(zone => zone.Id, zone => zone.Key, StringComparer.Ordinal);

    /// <summary>
    /// A zone's title: its standard offset, and its Windows name or else its city.
    /// </summary>
    /// <param name="id">An IANA name.</param>
    public static string Of(string id)
    {
        var (offset, name) = (OffsetOf(id), NameOf(id));
        return offset == name ? name : $"({offset}) {name}";
    }

    private static string NameOf(string id)
    {
        // An alias (US/Eastern) takes the title of its canonical zone.
        var canonical = TzdbDateTimeZoneSource.Default.CanonicalIdMap.TryGetValue(id, out var place) ? place : id;
        if (Common.GetValueOrDefault(id) is { } known || Common.TryGetValue(canonical, out known))
        {
            return ZoneTexts.ResourceManager.GetString(known)!;
        }

        var city = id[(id.LastIndexOf('/') + 1)..].Replace('_', ' ');
        return ZoneNames.Find(city)?.Id == id ? city : id;
    }

    /// <summary>The name of a zone in <see cref="ZoneTable.Common"/> in a language.</summary>
    public static string NameOf(string key, Language language) => ZoneTexts.ResourceManager.GetString(key, language.Culture)!;

    private static string OffsetOf(string id)
    {
        var minutes = ZoneNames.StandardSeconds(id) / 60;
        return minutes == 0 ? "UTC" : $"UTC{(minutes < 0 ? '-' : '+')}{Math.Abs(minutes) / 60:00}:{Math.Abs(minutes) % 60:00}";
    }
}
