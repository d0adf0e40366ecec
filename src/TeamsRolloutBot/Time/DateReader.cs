using System.Text.RegularExpressions;

namespace TeamsRolloutBot.Time;

/// <summary>
/// Reads a date as people and programs write it, by the patterns of <see cref="DatePatterns"/>:
/// with its weekday, with a time of day or a name beside it, and in words (<c>next Monday</c>,
/// <c>in three weeks</c>). Where two numbers may be day or month, the month is first, as Americans
/// write it, or the day, as the French do; the reading is marked as assumed, and the caller says it
/// back in words. Spanish and French are read by <see cref="TypedDates"/>.
/// </summary>
internal static partial class DateReader
{
    /// <summary>How to write a date that is read.</summary>
    public static string Hint => ReadingTexts.DateHint;

    /// <summary>The first year that is read.</summary>
    public const int FirstYear = 2000;

    /// <summary>The last year that is read.</summary>
    public const int LastYear = 2100;

    // No date is longer, and what is longer costs time.
    private const int Longest = 400;

    /// <summary>Whether a rollout can have this day in it.</summary>
    public static bool IsInRange(LocalDate date) => date.Calendar == CalendarSystem.Iso && date.Year is >= FirstYear and <= LastYear;

    /// <summary>Reads the one date that a text says.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="today">The day in the zone of whoever types, for words and for dates without a
    /// year.</param>
    public static DateReading Read(string text, LocalDate today)
    {
        var plain = PlainText.Of(text);
        if (plain.Length > Longest)
        {
            return NoDate(text);
        }

        plain = TypedDates.InEnglish(plain);
        if (DateWords.Read(plain, today) is { } inWords)
        {
            return IsInRange(inWords) ? new DateReading(inWords, IsAssumed: true) : NoDate(text);
        }

        var tokens = DateTokens.Of(plain);
        var found = DateTokens.Find(tokens, today).ToList();
        if (found is not [var one] || one.Problem is not null)
        {
            return found.FirstOrDefault(date => date.Problem is not null) is { Problem: { } problem } ? new DateReading(null, problem)
                : found.Count > 1 ? new DateReading(null, ReadingTexts.MoreThanOneDate.With(Short(text), Hint))
                : NoDate(text);
        }

        var (time, isPlain) = Beside(tokens, one);
        return isPlain ? new DateReading(one.Date, IsAssumed: one.IsAssumed, Time: time) : NoDate(text);
    }

    /// <summary>
    /// Every date of a line that has other words in it, such as names of holidays. Words like
    /// “Monday” are names here.
    /// </summary>
    /// <returns>The dates in order, of a span (<c>2027-12-24 to 2028-01-01</c>) each day; or a
    /// sentence that says what is wrong.</returns>
    public static (IReadOnlyList<LocalDate> Dates, bool IsAssumed, string? Problem) ReadLine(string line, LocalDate today)
    {
        var plain = PlainText.Of(line);
        if (plain.Length > Longest)
        {
            return ([], false, NoDate(line).Problem);
        }

        plain = TypedDates.InEnglish(plain);
        if (DateWords.ReadNth(plain, today) is { } inWords && IsInRange(inWords))
        {
            return ([inWords], true, null);
        }

        var tokens = DateTokens.Of(plain);
        var found = DateTokens.Find(tokens, today).ToList();

        // “July 4th (observed), 2027-07-05” is one day: what has no year is part of the name.
        if (found.Any(date => date.HasYear))
        {
            found.RemoveAll(date => !date.HasYear);
        }

        if (found.FirstOrDefault(date => date.Problem is not null) is { Problem: { } problem })
        {
            return ([], false, problem);
        }

        if (found.Count == 0)
        {
            return ([], false, NoDate(line).Problem);
        }

        return found is [var first, var last] && IsSpan(tokens, first, last)
            ? Days(line, first, last)
            : ([.. found.Select(date => date.Date)], found.Any(date => date.IsAssumed), null);
    }

    internal static string Short(string text)
    {
        var plain = PlainText.Of(text);
        return plain.Length <= 40 ? plain : plain[..(char.IsHighSurrogate(plain[38]) ? 38 : 39)] + "…";
    }

    private static DateReading NoDate(string text) => new(null, ReadingTexts.NotADate.With(Short(text), Hint));

    private static (IReadOnlyList<LocalDate> Dates, bool IsAssumed, string? Problem) Days(string line, FoundDate first, FoundDate last)
    {
        const int longest = 31;
        var days = Period.DaysBetween(first.Date, last.Date);
        return days is < 0 or >= longest
            ? ([], false, ReadingTexts.NotASpan.With(Short(line), longest))
            : ([.. Enumerable.Range(0, days + 1).Select(first.Date.PlusDays)], first.IsAssumed || last.IsAssumed, null);
    }

    private static bool IsSpan(IReadOnlyList<string> tokens, FoundDate first, FoundDate last) =>
        last.Start - first.End == 1 && tokens[first.End].ToUpperInvariant() is "-" or "TO" or "THROUGH" or "THRU" or "UNTIL" or "TILL";

    // A time of day belongs to the date. Other words are a name when a sign parts them from the
    // date; without one they may change its meaning.
    private static (LocalTime? Time, bool IsPlain) Beside(IReadOnlyList<string> tokens, FoundDate date)
    {
        var before = string.Join(' ', tokens.Take(date.Start)).Trim();
        var after = string.Join(' ', tokens.Skip(date.End)).Trim();
        var time = Leading().Match(after) is { Success: true } leading ? TimeReader.Read(leading.Groups[1].Value) : null;
        if (time is not null)
        {
            after = string.Empty;
        }

        return (time, (before.Length == 0 || Opens().IsMatch(before)) && (after.Length == 0 || Parted().IsMatch(after)));
    }

    // “09:00”, “, 09:00”, “at 9:30 AM”, “00:00:00.000Z”, “09:00 (UTC-06:00)”.
    [GeneratedRegex(
        @"^(?:[,;] ?)?(?:at )?([\d.:]+(?: ?[ap]\.?m\.?)?)(?:Z|[+-]\d\d:?\d\d| \( (?:UTC|GMT)[^)]*\))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Leading();

    // “Memorial Day,”, “on”, “by hand:”; no digit, which may be part of another date.
    [GeneratedRegex(@"^(?:on|the|on the|[^\d]*[,:;|(=-])$", RegexOptions.IgnoreCase)]
    private static partial Regex Opens();

    [GeneratedRegex(@"^[,:;|(=)-][^\d]*$|^[.!]$")]
    private static partial Regex Parted();
}
