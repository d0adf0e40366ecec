using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using NodaTime.TimeZones;
using PublicHoliday;

namespace TeamsRolloutBot.Time;

/// <summary>The result of reading a list of holidays.</summary>
/// <param name="Dates">The dates in order, without duplicates.</param>
/// <param name="Assumed">The ambiguous dates, to be read back in words.</param>
/// <param name="LeftOut">How many dates in a file were skipped as past or over two years
/// ahead.</param>
/// <param name="Problems">Unreadable parts with their line number from 1; 0 for the whole
/// text.</param>
internal sealed record HolidayReading(
    IReadOnlyList<LocalDate> Dates, IReadOnlyList<LocalDate> Assumed, int LeftOut, IReadOnlyList<(int Line, string Text)> Problems);

/// <summary>
/// Reads holidays: lines with a date, several dates or a span, and their names; the text of an .ics
/// file or an Outlook .hol file; or a country and a year (<c>US 2027</c>).
/// </summary>
internal static partial class HolidayReader
{
    /// <summary>How many years ahead to read from a file.</summary>
    private const int YearsAhead = 2;

    private const int MostProblems = 20;
    private const int MostOccurrences = 2000;

    private static readonly FrozenDictionary<string, string> Countries = CountryCodes();

    /// <param name="text">The typed or pasted text.</param>
    /// <param name="today">Today in the user's zone.</param>
    public static HolidayReading Read(string text, LocalDate today) =>
        text.Contains("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase) ? ReadCalendar(text, today) : ReadLines(text, today);

    private static HolidayReading ReadLines(string text, LocalDate today)
    {
        var dates = new SortedSet<LocalDate>();
        var assumed = new SortedSet<LocalDate>();
        var problems = new List<(int, string)>();
        var isFile = false;
        foreach (var (index, line) in text.ReplaceLineEndings("\n").Split('\n').Index())
        {
            var plain = PlainText.Of(line);
            if (plain.Length == 0 || plain[0] == '#')
            {
                continue;
            }

            if (FileHeading().IsMatch(plain))
            {
                isFile = true;
                continue;
            }

            if (ColumnHeading().IsMatch(plain) || problems.Count == MostProblems)
            {
                continue;
            }

            var (found, isAssumed, problem) = OfCountry(plain) is { } country
                ? (country, false, null)
                : DateReader.ReadLine(plain, today);
            dates.UnionWith(found);
            assumed.UnionWith(isAssumed ? found : []);
            if (problem is not null)
            {
                problems.Add((index + 1, problem));
            }
        }

        var kept = isFile ? dates.Where(date => IsNear(date, today)).ToList() : [.. dates];
        return new HolidayReading(kept, [.. assumed], dates.Count - kept.Count, problems);
    }

    private static HolidayReading ReadCalendar(string text, LocalDate today)
    {
        try
        {
            var events = CalendarCollection.Load(text).SelectMany(calendar => calendar.Events).ToList();
            var from = new CalDateTime(today.Year, 1, 1);
            var dates = new SortedSet<LocalDate>();
            var leftOut = 0;
            foreach (var item in events)
            {
                IEnumerable<CalDateTime> starts = IsYearly(item.RecurrenceRule)
                    ? item.GetOccurrences(from).Select(one => one.Period.StartTime)
                        .TakeWhile(start => start.Year <= today.Year + YearsAhead).Take(MostOccurrences)
                    : item.Start is { } once ? [once] : [];
                var days = starts.SelectMany(start => Days(item, start)).ToList();
                dates.UnionWith(days.Where(date => IsNear(date, today)));
                leftOut += days.Count(date => !IsNear(date, today));
            }

            return dates.Count == 0
                ? new HolidayReading([], [], leftOut, [(0, ReadingTexts.NoHolidaysInCalendar)])
                : new HolidayReading([.. dates], [], leftOut, []);
        }
        catch (Exception)
        {
            // The library throws many kinds of exceptions for damaged files.
            return new HolidayReading([], [], 0, [(0, ReadingTexts.CalendarNotWhole)]);
        }
    }

    // Holidays recur yearly. Expanding a rule that recurs every second would take hours of CPU
    // time.
    private static bool IsYearly(RecurrenceRule? rule) =>
        rule is { Frequency: FrequencyType.Yearly, BySecond.Count: 0, ByMinute.Count: 0, ByHour.Count: 0 };

    // An all-day event's end date is exclusive.
    private static IEnumerable<LocalDate> Days(CalendarEvent item, CalDateTime start)
    {
        var first = LocalDate.FromDateOnly(start.Date);
        var length = item is { Start: { HasTime: false } begin, End: { } end } ? end.Date.DayNumber - begin.Date.DayNumber : 1;
        for (var day = 0; day < Math.Clamp(length, 1, 31); day++)
        {
            yield return first.PlusDays(day);
        }
    }

    private static bool IsNear(LocalDate date, LocalDate today) => date.Year >= today.Year && date.Year <= today.Year + YearsAhead;

    private static IReadOnlyList<LocalDate>? OfCountry(string plain)
    {
        if (CountryYear().Match(PlainText.WithoutAccents(plain)) is not { Success: true } match
            || !Countries.TryGetValue(match.Groups["country"].Value.Replace(".", string.Empty), out var code))
        {
            return null;
        }

        var first = int.Parse(match.Groups["year"].Value);
        var last = match.Groups["last"].Success ? int.Parse(match.Groups["last"].Value) : first;
        var calendar = PublicHolidayFactory.GetPublicHolidayForCountry(code);
        return last - first is < 0 or > YearsAhead
            ? null
            : [.. Enumerable.Range(first, last - first + 1).SelectMany(year => calendar.PublicHolidays(year))
                .Select(LocalDate.FromDateTime).Distinct().Order()];
    }

    private static FrozenDictionary<string, string> CountryCodes()
    {
        // The library lists Poland twice, once under a wrong code.
        var codes = Enum.GetNames<PublicHolidayCountryCode>().Where(code => code != "Po").ToHashSet(StringComparer.OrdinalIgnoreCase);
        var names = codes.ToDictionary(code => code, code => code.ToUpperInvariant(), StringComparer.OrdinalIgnoreCase);
        var locations = TzdbDateTimeZoneSource.Default.ZoneLocations ?? [];
        foreach (var location in locations.Where(location => codes.Contains(location.CountryCode)))
        {
            names.TryAdd(location.CountryName, location.CountryCode);
        }

        (string, string)[] others =
        [
            ("USA", "US"), ("United States of America", "US"),
            ("UK", "GB"), ("United Kingdom", "GB"), ("England", "GB"), ("Great Britain", "GB"),
            ("Estados Unidos", "US"), ("EE UU", "US"), ("EEUU", "US"), ("Etats-Unis", "US"), ("Mexique", "MX"), ("Espana", "ES"),
            ("Espagne", "ES"), ("Francia", "FR"),
        ];
        foreach (var (name, code) in others)
        {
            names.TryAdd(name, code);
        }

        return names.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    // A country's first line in a .hol file: “[United States] 25”.
    [GeneratedRegex(@"^\[[^\]]+\] ?\d*$")]
    private static partial Regex FileHeading();

    // “Holiday,Date”, “Subject;Start Date”, “Holidays 2027:”.
    [GeneratedRegex(
        @"^(?:(?:holidays?|dates?|names?|subject|start|end|day|weekday|event|description|observed"
            + @"|(?:d[ií]as? )?(?:festivos?|feriados?)|fechas?|nombres?|asunto|inicio|fin|d[ií]a|evento|descripci[oó]n"
            + @"|jours? f[ée]ri[ée]s?|noms?|objet|d[ée]but|jour|[ée]v[ée]nement)[ ,;|:]*)+$|^[^\d]*(?:20\d\d)? ?:$",
        RegexOptions.IgnoreCase)]
    private static partial Regex ColumnHeading();

    [GeneratedRegex(
        @"^(?:(?:dias )?(?:festivos|feriados) (?:de |en )?(?:los )?|jours feries (?:aux |en |au |de )?)?"
            + @"(?<country>[A-Za-z][A-Za-z. ()-]*?)(?: (?:public|federal|bank|national))?(?: holidays?)?,? "
            + @"(?<year>20\d\d)(?: ?(?:-|to|and|,) ?(?<last>20\d\d))?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex CountryYear();
}
