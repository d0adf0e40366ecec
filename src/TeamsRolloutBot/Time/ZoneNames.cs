using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime.TimeZones;
using TimeZoneConverter;

namespace TeamsRolloutBot.Time;

/// <summary>
/// Finds a time zone by IANA name (current or old), Windows name, the display names of Windows,
/// Outlook and Google, a city, state, country or abbreviation. An abbreviation means the zone
/// people live in, with daylight saving: <c>EST</c> is New York, not a fixed five hours. An
/// ambiguous name, or a bare offset, is asked back with the candidates.
/// </summary>
internal static partial class ZoneNames
{
    /// <summary>Explains how to write a zone.</summary>
    public static string Hint => ReadingTexts.ZoneHint;

    private const int Longest = 120;
    private const int MostCandidates = 5;

    private static readonly TzdbDateTimeZoneSource Tzdb = TzdbDateTimeZoneSource.Default;
    private static readonly Lazy<FrozenDictionary<string, string[]>> Names = new(Collect);

    /// <summary>Finds the zone for a typed name.</summary>
    public static ZoneReading Read(string text)
    {
        var plain = PlainText.Of(text);
        var ids = plain.Length is 0 or > Longest ? [] : Ids(plain);
        return ids switch
        {
            [var id] => ZoneReading.Of(DateTimeZoneProviders.Tzdb[id]),
            [] => new ZoneReading(null, ReadingTexts.NoSuchZone.With(DateReader.Short(text), Hint), []),
            _ => new ZoneReading(
                null, ReadingTexts.ZoneMayBe.With(DateReader.Short(text), string.Join(", ", ids.SkipLast(1)), ids[^1]), ids),
        };
    }

    /// <summary>The zone for a name written by a program; null if unknown or ambiguous.</summary>
    public static DateTimeZone? Find(string? text) => Read(text ?? string.Empty).Zone;

    // Letters without accents and digits, single-spaced; a sign is kept in front of a number.
    internal static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        name = PlainText.WithoutAccents(name);
        for (var index = 0; index < name.Length; index++)
        {
            var character = name[index];
            var isSign = character is '+' or '-' && index + 1 < name.Length && char.IsAsciiDigit(name[index + 1]);
            if (char.IsLetterOrDigit(character) || isSign || character is '/' or ',')
            {
                key.Append(char.ToLowerInvariant(character));
                if (character == ',')
                {
                    key.Append(' ');
                }
            }
            else if (character is not ('.' or '\'') && key.Length > 0 && key[^1] != ' ')
            {
                key.Append(' ');
            }
        }

        return key.ToString().TrimEnd();
    }

    private static readonly string[] Endings =
        [" us canada", " us and canada", " standard time", " daylight time", " summer time", " time zone", " time", " timezone", " office"];

    private static string[] Ids(string plain)
    {
        if (Lookup(plain) is { } known)
        {
            return known;
        }

        // “(UTC-05:00) Eastern Time (US & Canada)”: the name is more specific than the offset.
        var offset = Offset().Match(plain);
        var name = offset.Success ? plain[offset.Length..].Trim() : plain;
        if (name.Length == 0)
        {
            return WithOffset(offset);
        }

        if (Lookup(name) is { } shown)
        {
            return shown;
        }

        // “Denver, CO”, “Eastern Time - New York”, “Amsterdam, Berlin, Bern”: use the parts that
        // are known, if they share one clock.
        var parts = Parts().Split(name).SelectMany(part => Lookup(part) is { } whole ? [whole] : part.Split('/').Select(Lookup))
            .OfType<string[]>().ToList();
        var several = parts.Where(ids => ids.Length > 1).ToList();
        var single = parts.Where(ids => ids.Length == 1).Select(ids => ids[0]).Distinct().ToArray();

        // Google's “Mountain Time - Phoenix” puts the city last.
        return single.Length == 0 ? several.FirstOrDefault() ?? []
            : offset.Success && name.Contains(" - ", StringComparison.Ordinal) ? single[^1..]
            : offset.Success || single.Select(id => TzdbDateTimeZoneSource.Default.CanonicalIdMap[id]).Distinct().Count() == 1 ? single[..1]
            : single.Length > MostCandidates ? single[..MostCandidates] : single;
    }

    private static string[]? Lookup(string name)
    {
        var key = Key(name);
        if (Names.Value.TryGetValue(key, out var ids))
        {
            return ids;
        }

        foreach (var ending in Endings)
        {
            if (key.EndsWith(ending, StringComparison.Ordinal) && Names.Value.TryGetValue(key[..^ending.Length], out ids))
            {
                return ids;
            }
        }

        const string shown = " time us canada";
        return key.EndsWith(shown, StringComparison.Ordinal) ? Names.Value.GetValueOrDefault(key[..^shown.Length]) : null;
    }

    private static string[] WithOffset(Match match)
    {
        var (hours, minutes) = (match.Groups["hours"], match.Groups["minutes"]);
        if (!hours.Success)
        {
            return ["UTC"];
        }

        var total = (int.Parse(hours.Value) * 60) + (minutes.Success ? int.Parse(minutes.Value) : 0);
        var seconds = (match.Groups["sign"].Value == "-" ? -total : total) * 60;
        return seconds == 0
            ? ["Europe/London", "UTC"]
            : [.. ZoneTable.Common.Select(zone => zone.Id).Where(id => StandardSeconds(id) == seconds).Take(MostCandidates)];
    }

    // Checked in January and July: one hemisphere or the other is then without daylight saving, and
    // the lower offset is the standard one.
    internal static int StandardSeconds(string id)
    {
        var zone = DateTimeZoneProviders.Tzdb[id];
        return Math.Min(At(1), At(7));

        int At(int month) => zone.GetUtcOffset(Instant.FromUtc(2026, month, 15, 0, 0)).Seconds;
    }

    // If several sources define a name, the first wins.
    private static FrozenDictionary<string, string[]> Collect()
    {
        var names = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (name, zones) in Ours().Concat(Ianas()).Concat(OfPrograms()).Concat(Cities()).Concat(Countries()))
        {
            names.TryAdd(Key(name), zones);
        }

        return names.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static IEnumerable<(string Name, string[] Zones)> Ours() =>
    [
        .. ZoneTable.Single.SelectMany(row => row.Names.Split('|').Select(name => (name, (string[])[row.Zone]))),
        .. ZoneTable.Several.SelectMany(row => row.Names.Split('|').Select(name => (name, row.Zones.Split('|')))),
        .. ZoneTable.Common.SelectMany(
            row => Language.All.Select(language => (ZoneTitles.NameOf(row.Key, language), (string[])[row.Id]))),
    ];

    // A name without a place (Japan, EST5EDT) maps to its canonical zone.
    private static IEnumerable<(string Name, string[] Zones)> Ianas() =>
        Tzdb.CanonicalIdMap.Select(zone => (zone.Key, (string[])[zone.Key.Contains('/') ? zone.Key : zone.Value]));

    // The names used by Windows, Outlook and Rails.
    private static IEnumerable<(string Name, string[] Zones)> OfPrograms() =>
        TZConvert.KnownWindowsTimeZoneIds.Select(name => (Name: name, Id: TZConvert.TryWindowsToIana(name, out var id) ? id : null))
            .Concat(Tzdb.WindowsToTzdbIds.Select(pair => (Name: pair.Key, Id: (string?)pair.Value)))
            .Concat(TZConvert.KnownRailsTimeZoneNames.Select(
                name => (Name: name, Id: TZConvert.TryRailsToIana(name, out var id) ? id : null)))
            .Where(known => known.Id is not null && Tzdb.CanonicalIdMap.ContainsKey(known.Id))
            .Select(known => (known.Name, (string[])[known.Id!]));

    // Prefers a canonical name over an alias; skips city names that occur in two zones.
    private static IEnumerable<(string Name, string[] Zones)> Cities() =>
        from id in Tzdb.CanonicalIdMap.Keys
        where id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal)
        group id by Key(id[(id.LastIndexOf('/') + 1)..]) into city
        let zones = city.Select(id => Tzdb.CanonicalIdMap[id]).Distinct().ToList()
        where zones.Count == 1
        select (city.Key, (string[])[city.Contains(zones[0]) ? zones[0] : city.First()]);

    private static IEnumerable<(string Name, string[] Zones)> Countries() =>
        (Tzdb.ZoneLocations ?? []).GroupBy(location => location.CountryName)
            .Select(country => (country.Key, country.Select(location => location.ZoneId).Take(MostCandidates).ToArray()));

    [GeneratedRegex(
        @"^\(?(?:(?:UTC|GMT) ?(?:(?<sign>[+-])(?<hours>\d{1,2}):?(?<minutes>\d\d)?)?"
            + @"|(?<sign>[+-])(?<hours>\d{1,2}):(?<minutes>\d\d))\)?(?= |$)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Offset();

    [GeneratedRegex(@"[,;()]| - | \| ")]
    private static partial Regex Parts();
}
