using NodaTime;
using NodaTime.Text;

namespace TeamsRolloutBot.Time;

/// <summary>
/// Dates and times as people read them. The bot writes English; cards can't format dates themselves
/// in Teams.
/// </summary>
internal static class Dates
{
    private static readonly LocalDatePattern DayPattern = LocalDatePattern.CreateWithInvariantCulture("dddd, MMMM d");
    private static readonly LocalDatePattern ShortPattern = LocalDatePattern.CreateWithInvariantCulture("MMM d");
    private static readonly LocalDatePattern FullPattern = LocalDatePattern.CreateWithInvariantCulture("ddd, MMM d, uuuu");
    private static readonly LocalDatePattern WordsPattern = LocalDatePattern.CreateWithInvariantCulture("dddd, MMMM d, uuuu");
    private static readonly LocalDateTimePattern MomentPattern = LocalDateTimePattern.CreateWithInvariantCulture("ddd, MMM d, HH':'mm");

    /// <summary><c>Monday, March 15</c></summary>
    public static string Day(LocalDate date) => DayPattern.Format(date);

    /// <summary><c>Mar 15</c></summary>
    public static string Short(LocalDate date) => ShortPattern.Format(date);

    /// <summary><c>Mon, Mar 15, 2027</c></summary>
    public static string Full(LocalDate date) => FullPattern.Format(date);

    /// <summary><c>Monday, March 15, 2027</c></summary>
    public static string InWords(LocalDate date) => WordsPattern.Format(date);

    /// <summary><c>Mon, Mar 15, 09:00</c></summary>
    public static string Moment(LocalDateTime local) => MomentPattern.Format(local);

    public static string Moment(Instant instant, DateTimeZone zone) => Moment(instant.InZone(zone).LocalDateTime);

    public static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);

    /// <summary>An estimate: <c>about 45 min</c>, <c>about 2 h</c></summary>
    public static string About(int minutes) => $"about {Length(minutes)}";

    /// <summary>A length that is fixed: <c>45 min</c>, <c>90 min</c>, <c>2 h</c></summary>
    public static string Length(int minutes) => minutes % 60 == 0 ? $"{minutes / 60} h" : $"{minutes} min";
}
