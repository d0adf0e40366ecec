using System.Text.RegularExpressions;

namespace TeamsRolloutBot.Time;

/// <summary>
/// Reads dates in words: <c>tomorrow</c>, <c>next Monday</c>, <c>in three weeks</c>, <c>a week from
/// Monday</c>, <c>first Monday of September 2027</c>.
/// </summary>
internal static partial class DateWords
{
    private static readonly string[] Numbers =
        ["a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth"];

    private const int MostAhead = 1000;

    /// <summary>The date; null if the whole text is not one of these.</summary>
    public static LocalDate? Read(string plain, LocalDate today)
    {
        var text = plain.TrimEnd('.', '!').ToLowerInvariant();
        text = text.StartsWith("on ", StringComparison.Ordinal) ? text[3..] : text;
        return text switch
        {
            "today" => today,
            "tomorrow" => today.PlusDays(1),
            "day after tomorrow" or "the day after tomorrow" => today.PlusDays(2),
            _ => ReadWeekday(text, today) ?? ReadSpan(text, today) ?? ReadNth(text, today),
        };
    }

    /// <summary>
    /// <c>last Monday of May</c>, <c>4th Thursday in November 2027</c>; null for anything else.
    /// </summary>
    public static LocalDate? ReadNth(string plain, LocalDate today)
    {
        if (NthWeekday().Match(plain) is not { Success: true } match
            || DateTokens.Weekday(match.Groups[2].Value) is not { } day || DateTokens.Month(match.Groups[3].Value) is not { } month)
        {
            return null;
        }

        var which = match.Groups[1].Value.ToLowerInvariant();
        var nth = which == "last" ? 5 : char.IsAsciiDigit(which[0]) ? which[0] - '0' : Array.IndexOf(Ordinals, which) + 1;
        if (match.Groups[4].Success)
        {
            var said = int.Parse(match.Groups[4].Value);
            return said is >= DateReader.FirstYear and <= DateReader.LastYear ? In(said) : null;
        }

        return In(today.Year) is { } thisYear && thisYear >= today ? thisYear : In(today.Year + 1);

        LocalDate? In(int year)
        {
            if (which == "last")
            {
                return new LocalDate(year, month, CalendarSystem.Iso.GetDaysInMonth(year, month)).With(DateAdjusters.PreviousOrSame(day));
            }

            var date = new LocalDate(year, month, 1).With(DateAdjusters.NextOrSame(day)).PlusWeeks(nth - 1);
            return date.Month == month ? date : null;
        }
    }

    // “Monday” and “this Monday” are the next one after today. “Next Friday”, before this week's
    // Friday, is next week's.
    private static LocalDate? ReadWeekday(string text, LocalDate today)
    {
        if (WeekdayOnly().Match(text) is not { Success: true } match || DateTokens.Weekday(match.Groups[2].Value) is not { } day)
        {
            return null;
        }

        var coming = today.Next(day);
        var isNextWeek = match.Groups[1].Value is "next" || match.Groups[3].Success;
        return isNextWeek && day > today.DayOfWeek ? coming.PlusWeeks(1) : coming;
    }

    private static LocalDate? ReadSpan(string text, LocalDate today)
    {
        if (Span().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var amount = Amount(match.Groups["number"].Value);
        var isIn = match.Groups["in"].Success;
        var from = match.Groups["from"].Value;
        if (amount is not (> 0 and < MostAhead) || isIn == from.Length > 0)
        {
            return null;
        }

        var start = from is "" or "now" or "today" ? today : from is "tomorrow" ? today.PlusDays(1) : ReadWeekday(from, today);
        return match.Groups["unit"].Value switch
        {
            "day" => start?.PlusDays(amount.Value),
            "week" => start?.PlusWeeks(amount.Value),
            "month" => start?.PlusMonths(amount.Value),
            _ => null,
        };
    }

    private static int? Amount(string text) =>
        text is "an" ? 1
        : text is "a couple of" ? 2
        : Array.IndexOf(Numbers, text) is >= 0 and var index ? Math.Max(1, index)
        : int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number
        : null;

    [GeneratedRegex(@"^(?:(next|this|coming|this coming|the coming) )?([a-z]{3,9})\.?( next week)?$")]
    private static partial Regex WeekdayOnly();

    [GeneratedRegex(@"^(?<in>in )?(?<number>[a-z]+|a couple of|\d{1,4}) (?<unit>day|week|month)s?(?: (?:from|after) (?<from>[a-z ]+))?$")]
    private static partial Regex Span();

    [GeneratedRegex(
        @"^(?:the )?(first|second|third|fourth|last|[1-4](?:st|nd|rd|th)) ([a-z]{3,9}) (?:of|in) ([a-z]{3,9})\.?,?(?: (\d{4}))?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex NthWeekday();
}
