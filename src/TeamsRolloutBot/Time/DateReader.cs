using System.Text.RegularExpressions;

namespace TeamsRolloutBot.Time;

/// <summary>
/// Reads dates as people and programs write them, using <see cref="DatePatterns"/>: with a weekday,
/// a time or a name next to them, and in words (<c>next Monday</c>, <c>in three weeks</c>). If two
/// numbers could be day or month, the month comes first (American) or the day (French); the result
/// is marked as assumed, and the caller reads it back in words. <see cref="TypedDates"/> handles
/// Spanish and French.
/// </summary>
internal static partial class DateReader
{
    /// <summary>Explains how to write a date.</summary>
    public static string Hint => ReadingTexts.DateHint;

    /// <summary>The first supported year.</summary>
    public const int FirstYear = 2000;

    /// <summary>The last supported year.</summary>
    public const int LastYear = 2100;

    // Longer text cannot be a date and would be slow to parse.
    private const int Longest = 400;

    /// <summary>Whether a rollout can include this day.</summary>
    public static bool IsInRange(LocalDate date) => date.Calendar == CalendarSystem.Iso && date.Year is >= FirstYear and <= LastYear;

    /// <summary>Reads the single date in a text.</summary>
    /// <param name="text">The typed text.</param>
    /// <param name="today">Today in the user's zone, for relative dates and dates without a
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
    /// Reads all dates in a line that contains other words, such as holiday names. Words like
    /// “Monday” are treated as names here.
    /// </summary>
    /// <returns>The dates in order, with every day of a span (<c>2027-12-24 to 2028-01-01</c>), or
    /// a sentence about the problem.</returns>
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

        // “July 4th (observed), 2027-07-05” is one day: a date without a year is part of the name.
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

    // A time belongs to the date. Other words are a name if punctuation separates them from the
    // date; otherwise they may change its meaning.
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

    // “Memorial Day,”, “on”, “by hand:”; no digits, which may be part of another date.
    [GeneratedRegex(@"^(?:on|the|on the|[^\d]*[,:;|(=-])$", RegexOptions.IgnoreCase)]
    private static partial Regex Opens();

    [GeneratedRegex(@"^[,:;|(=)-][^\d]*$|^[.!]$")]
    private static partial Regex Parted();
}
