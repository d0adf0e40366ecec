using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime.TimeZones;
using TimeZoneConverter;

namespace TeamsRolloutBot.Time;

/// <summary>
/// Finds the time zone somebody means: by its IANA name (new or old), its Windows name, what
/// Windows, Outlook and Google show, a city, a state, a country or an abbreviation. An abbreviation
/// means the zone people live in, with its summer time: <c>EST</c> is New York, not five hours all
/// year. What may be two zones is asked back with both, and so is an offset alone.
/// </summary>
internal static partial class ZoneNames
{
    /// <summary>How to write a zone that is found.</summary>
    public static string Hint => ReadingTexts.ZoneHint;

    private const int Longest = 120;
    private const int MostCandidates = 5;

    private static readonly Lazy<FrozenDictionary<string, string[]>> Names = new(Collect);

    /// <summary>Finds the zone of a name.</summary>
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

    /// <summary>
    /// The zone of a name that a program wrote; null when there is none, or several.
    /// </summary>
    public static DateTimeZone? Find(string? text) => Read(text ?? string.Empty).Zone;

    // Letters without accents, and digits, with single blanks; a sign is kept where it belongs to a
    // number.
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

        // “(UTC-05:00) Eastern Time (US & Canada)”: the name behind says more than the offset.
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

        // “Denver, CO”, “Eastern Time - New York”, “Amsterdam, Berlin, Bern”: what is known of the
        // parts, if it is one clock.
        var parts = Parts().Split(name).SelectMany(part => Lookup(part) is { } whole ? [whole] : part.Split('/').Select(Lookup))
            .OfType<string[]>().ToList();
        var several = parts.Where(ids => ids.Length > 1).ToList();
        var single = parts.Where(ids => ids.Length == 1).Select(ids => ids[0]).Distinct().ToArray();

        // Google's “Mountain Time - Phoenix” says the city last.
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

    // At a day on which the one half of the world, and one on which the other has no summer time:
    // the lower is the standard time.
    internal static int StandardSeconds(string id)
    {
        var zone = DateTimeZoneProviders.Tzdb[id];
        return Math.Min(At(1), At(7));

        int At(int month) => zone.GetUtcOffset(Instant.FromUtc(2026, month, 15, 0, 0)).Seconds;
    }

    private static FrozenDictionary<string, string[]> Collect()
    {
        var source = TzdbDateTimeZoneSource.Default;
        var names = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (zone, list) in ZoneTable.Single)
        {
            Add(list.Split('|'), zone);
        }

        foreach (var (zones, list) in ZoneTable.Several)
        {
            foreach (var name in list.Split('|'))
            {
                names.TryAdd(name, zones.Split('|'));
            }
        }

        foreach (var (zone, key) in ZoneTable.Common)
        {
            Add(Language.All.Select(language => ZoneTitles.NameOf(key, language)), zone);
        }

        // A name without a place (Japan, EST5EDT) is kept as the place it stands for.
        foreach (var id in source.CanonicalIdMap.Keys)
        {
            Add([id], id.Contains('/', StringComparison.Ordinal) ? id : source.CanonicalIdMap[id]);
        }

        foreach (var name in TZConvert.KnownWindowsTimeZoneIds)
        {
            AddConverted(name, TZConvert.TryWindowsToIana(name, out var id) ? id : null);
        }

        foreach (var (name, id) in source.WindowsToTzdbIds)
        {
            AddConverted(name, id);
        }

        foreach (var name in TZConvert.KnownRailsTimeZoneNames)
        {
            AddConverted(name, TZConvert.TryRailsToIana(name, out var id) ? id : null);
        }

        foreach (var group in source.CanonicalIdMap.Keys
            .Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal))
            .GroupBy(id => Key(id[(id.LastIndexOf('/') + 1)..])))
        {
            // Of old and new names the one that is not only a link.
            if (group.Select(id => source.CanonicalIdMap[id]).Distinct().ToList() is [var canonical])
            {
                Add([group.Key], group.Contains(canonical) ? canonical : group.First());
            }
        }

        foreach (var country in (source.ZoneLocations ?? []).GroupBy(location => location.CountryName))
        {
            names.TryAdd(Key(country.Key), [.. country.Select(location => location.ZoneId).Take(MostCandidates)]);
        }

        return names.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(IEnumerable<string> keys, string zone)
        {
            foreach (var key in keys)
            {
                names.TryAdd(Key(key), [zone]);
            }
        }

        void AddConverted(string name, string? id)
        {
            if (id is not null && source.CanonicalIdMap.ContainsKey(id))
            {
                Add([name], id);
            }
        }
    }

    [GeneratedRegex(
        @"^\(?(?:(?:UTC|GMT) ?(?:(?<sign>[+-])(?<hours>\d{1,2}):?(?<minutes>\d\d)?)?"
            + @"|(?<sign>[+-])(?<hours>\d{1,2}):(?<minutes>\d\d))\)?(?= |$)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Offset();

    [GeneratedRegex(@"[,;()]| - | \| ")]
    private static partial Regex Parts();
}
