using System.Collections.Concurrent;
using NodaTime.Text;

namespace TeamsRolloutBot.Time;

/// <summary>
/// Formats dates and times in the current language; Teams cards cannot format dates themselves.
/// </summary>
internal static class Dates
{
    private static readonly ConcurrentDictionary<(Language, string), LocalDatePattern> Patterns = new();
    private static readonly ConcurrentDictionary<(Language, string), LocalDateTimePattern> Moments = new();

    /// <summary><c>Monday, March 15</c></summary>
    public static string Day(LocalDate date) => Format(date, CommonTexts.DateDay);

    /// <summary><c>Mar 15</c></summary>
    public static string Short(LocalDate date) => Format(date, CommonTexts.DateShort);

    /// <summary><c>Mon, Mar 15, 2027</c></summary>
    public static string Full(LocalDate date) => Format(date, CommonTexts.DateFull);

    /// <summary><c>Monday, March 15, 2027</c></summary>
    public static string InWords(LocalDate date) => Format(date, CommonTexts.DateWords);

    /// <summary><c>March 15, 2027</c></summary>
    public static string Long(LocalDate date) => Format(date, CommonTexts.DateLong);

    /// <summary><c>Mon, Mar 15, 09:00</c></summary>
    public static string Moment(LocalDateTime local) => Moments
        .GetOrAdd((Language.Current, CommonTexts.DateMoment), of => LocalDateTimePattern.Create(of.Item2, of.Item1.Culture)).Format(local);

    public static string Moment(Instant instant, DateTimeZone zone) => Moment(instant.InZone(zone).LocalDateTime);

    /// <summary><c>Mar</c></summary>
    public static string Month(LocalDate date) => Format(date, CommonTexts.DateMonth);

    /// <summary><c>Monday</c>, at the beginning of a line.</summary>
    public static string Weekday(IsoDayOfWeek day)
    {
        var name = NameOf(day);
        return char.ToUpper(name[0], Language.Current.Culture) + name[1..];
    }

    /// <summary><c>Monday</c>, within a sentence.</summary>
    public static string NameOf(IsoDayOfWeek day) =>
        Format(LocalDate.FromWeekYearWeekAndDay(2027, 1, day), CommonTexts.DateWeekday);

    /// <summary>
    /// Within a sentence: <c>today</c>, <c>tomorrow</c>, else <c>on Monday, March 15</c>
    /// </summary>
    public static string OnDay(LocalDate date, LocalDate today) =>
        date == today ? CommonTexts.Today
        : date == today.PlusDays(1) ? CommonTexts.Tomorrow
        : CommonTexts.OnDay.With(Day(date));

    public static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);

    /// <summary>An estimated duration: <c>about 45 min</c>, <c>about 2 h</c></summary>
    public static string About(int minutes) => CommonTexts.About.With(Length(minutes));

    /// <summary>An exact duration: <c>45 min</c>, <c>90 min</c>, <c>2 h</c></summary>
    public static string Length(int minutes) =>
        minutes % 60 == 0 ? CommonTexts.Hours.With(minutes / 60) : CommonTexts.Minutes.With(minutes);

    private static string Format(LocalDate date, string pattern) => Patterns
        .GetOrAdd((Language.Current, pattern), of => LocalDatePattern.Create(of.Item2, of.Item1.Culture)).Format(date);
}
