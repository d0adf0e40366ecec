using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace TeamsRolloutBot.Time;

/// <summary>A date found among words.</summary>
/// <param name="Start">The index of its first word.</param>
/// <param name="End">The index after its last word.</param>
/// <param name="Date">The date.</param>
/// <param name="IsAssumed">The text is ambiguous.</param>
/// <param name="HasYear">The year is explicit.</param>
/// <param name="Problem">Why it is invalid (wrong weekday, out of range); null if it is
/// valid.</param>
internal sealed record FoundDate(int Start, int End, LocalDate Date, bool IsAssumed, bool HasYear, string? Problem);

/// <summary>Finds dates among words.</summary>
internal static partial class DateTokens
{
    // As in “May 31 2027” with a comma and an “of”.
    private const int MostWords = 5;
    private const int MostTokens = 80;

    private static readonly FrozenDictionary<string, string> Months = new Dictionary<string, string>
    {
        ["Jan"] = "January",
        ["Feb"] = "February",
        ["Mar"] = "March",
        ["Apr"] = "April",
        ["May"] = "May",
        ["Jun"] = "June",
        ["Jul"] = "July",
        ["Aug"] = "August",
        ["Sep"] = "September",
        ["Oct"] = "October",
        ["Nov"] = "November",
        ["Dec"] = "December",
    }.SelectMany(month => new[] { month.Key, month.Value }.Select(name => (name, month.Key)))
        .Append(("Sept", "Sep"))
        .DistinctBy(pair => pair.Item1)
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, IsoDayOfWeek> Weekdays = new (string[] Names, IsoDayOfWeek Day)[]
    {
        (["Monday", "Mon"], IsoDayOfWeek.Monday),
        (["Tuesday", "Tue", "Tues"], IsoDayOfWeek.Tuesday),
        (["Wednesday", "Wed", "Weds"], IsoDayOfWeek.Wednesday),
        (["Thursday", "Thu", "Thur", "Thurs"], IsoDayOfWeek.Thursday),
        (["Friday", "Fri"], IsoDayOfWeek.Friday),
        (["Saturday", "Sat"], IsoDayOfWeek.Saturday),
        (["Sunday", "Sun"], IsoDayOfWeek.Sunday),
    }.SelectMany(row => row.Names.Select(name => (name, row.Day)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.Day, StringComparer.OrdinalIgnoreCase);

    /// <summary>The weekday for a long or short name; null if it is not one.</summary>
    public static IsoDayOfWeek? Weekday(string name) => Weekdays.TryGetValue(name.TrimEnd('.'), out var day) ? day : null;

    /// <summary>The month (1 to 12) for a long or short name; null if it is not one.</summary>
    public static int? Month(string name) =>
        Months.TryGetValue(name.TrimEnd('.'), out var month) ? Array.IndexOf(Order, month) + 1 : null;

    /// <summary>The words of a plain text; punctuation marks are separate words.</summary>
    public static IReadOnlyList<string> Of(string plain) =>
        [.. Signs().Replace(IsoTime().Replace(plain, "$1 $2"), " $0 ").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostTokens)];

    /// <summary>
    /// All dates among the words, from left to right, preferring the longest match.
    /// </summary>
    public static IEnumerable<FoundDate> Find(IReadOnlyList<string> tokens, LocalDate today)
    {
        for (var start = 0; start < tokens.Count;)
        {
            var found = At(tokens, start, today);
            if (found is not null)
            {
                yield return found;
            }

            start = found?.End ?? start + 1;
        }
    }

    private static FoundDate? At(IReadOnlyList<string> tokens, int start, LocalDate today)
    {
        for (var length = Math.Min(MostWords, tokens.Count - start); length > 0; length--)
        {
            if (tokens[start] is "," || tokens[start + length - 1] is "," || Candidate(tokens, start, length) is not { } candidate
                || DatePatterns.Find(candidate) is not var (date, isAssumed, hasYear))
            {
                continue;
            }

            var (first, end, weekday) = WithWeekday(tokens, start, start + length);
            if (!hasYear)
            {
                return InYear(date, weekday, today) is { } dated
                    ? new FoundDate(first, end, dated, true, false, null)
                    : new FoundDate(
                        first, end, date, true, false,
                        ReadingTexts.NoSuchWeekday.With(
                            Dates.Short(date), weekday is { } day ? Dates.NameOf(day) : string.Empty, DateReader.Hint));
            }

            return new FoundDate(first, end, date, isAssumed && weekday is null, true, Problem(date, weekday));
        }

        return null;
    }

    private static string? Problem(LocalDate date, IsoDayOfWeek? weekday) =>
        !DateReader.IsInRange(date)
            ? ReadingTexts.YearOutOfRange.With(date.Year, DateReader.FirstYear, DateReader.LastYear)
        : weekday is { } day && date.DayOfWeek != day
            ? ReadingTexts.WrongWeekday.With(Dates.Long(date), Dates.NameOf(date.DayOfWeek), Dates.NameOf(day))
        : null;

    // Strips commas and endings; null if it cannot be a date, to skip parsing.
    private static string? Candidate(IReadOnlyList<string> tokens, int start, int length)
    {
        var words = new List<string>(length);
        for (var index = start; index < start + length; index++)
        {
            var word = tokens[index];
            if (word is "," || (index > start && word.Equals("of", StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            var part = Ordinal().Replace(word, "$1").TrimEnd('.').TrimStart('\'');
            part = Letters().Replace(part, letters => Months.GetValueOrDefault(letters.Value, letters.Value));
            if (part.Length == 0 || !(char.IsAsciiDigit(part[0]) || Months.ContainsKey(Letters().Match(part).Value)))
            {
                return null;
            }

            words.Add(part);
        }

        return string.Join(' ', words);
    }

    private static (int Start, int End, IsoDayOfWeek? Day) WithWeekday(IReadOnlyList<string> tokens, int start, int end)
    {
        var before = start - (start > 0 && tokens[start - 1] is "," or "the" ? 2 : 1);
        if (before >= 0 && Weekday(tokens[before]) is { } ahead)
        {
            return (before, end, ahead);
        }

        var isBracketed = end < tokens.Count && tokens[end] is "(" or ",";
        var after = end + (isBracketed ? 1 : 0);
        return after < tokens.Count && Weekday(tokens[after]) is { } behind
            ? (start, after + 1 + (isBracketed && after + 1 < tokens.Count && tokens[after + 1] is ")" ? 1 : 0), behind)
            : (start, end, null);
    }

    // The next such day; with a weekday, the nearest matching one.
    private static LocalDate? InYear(LocalDate date, IsoDayOfWeek? weekday, LocalDate today)
    {
        int[] years = weekday is null ? [0, 1, 2, 3, 4] : [0, 1, -1, 2, 3, 4, 5, 6];
        var next = date.Month < today.Month || (date.Month == today.Month && date.Day < today.Day) ? today.Year + 1 : today.Year;
        foreach (var year in years.Select(offset => next + offset))
        {
            if (year is >= DateReader.FirstYear and <= DateReader.LastYear
                && date.Day <= CalendarSystem.Iso.GetDaysInMonth(year, date.Month)
                && new LocalDate(year, date.Month, date.Day) is var dated
                && (weekday is null || dated.DayOfWeek == weekday))
            {
                return dated;
            }
        }

        return null;
    }

    private static readonly string[] Order = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    [GeneratedRegex(@"[,;|()=\[\]""]|(?<!\d):|:(?!\d)|(?<=\s|^)-|-(?=\s|$)")]
    private static partial Regex Signs();

    [GeneratedRegex(@"(\d)T(\d{1,2}:\d\d)", RegexOptions.IgnoreCase)]
    private static partial Regex IsoTime();

    [GeneratedRegex(@"\b(\d{1,2})(?:st|nd|rd|th)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Ordinal();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Letters();
}
