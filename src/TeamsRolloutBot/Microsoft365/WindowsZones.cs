using NodaTime;
using NodaTime.TimeZones;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>Time zones as mailboxes name them: by Windows' names or by those of the time zone database.</summary>
internal static class WindowsZones
{
    /// <summary>The zone, by the mapping of the Unicode CLDR that NodaTime carries; null when the name is unknown.</summary>
    public static DateTimeZone? Find(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        var text = name.Trim();
        return TzdbDateTimeZoneSource.Default.WindowsToTzdbIds.TryGetValue(text, out var mapped)
            ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(mapped)
            : DateTimeZoneProviders.Tzdb.GetZoneOrNull(text);
    }
}
